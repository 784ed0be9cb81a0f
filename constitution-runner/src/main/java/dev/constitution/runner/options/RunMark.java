package dev.constitution.runner.options;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** What the mark of an option says, see {@link DecidesRun} and {@link NoPartOfRun}. */
public final class RunMark {
    private RunMark() {}

    /** The settings of a run that an option decides; empty where it has no mark. */
    public static Optional<List<String>> decided(OptionSpec option) {
        DecidesRun decides = ofField(option, DecidesRun.class);
        if (decides != null) {
            return Optional.of(List.of(decides.value()));
        }
        boolean isNoPart =
                ofField(option, NoPartOfRun.class) != null || ofClass(option).isAnnotationPresent(NoPartOfRun.class);
        return isNoPart ? Optional.of(List.of()) : Optional.empty();
    }

    /** Whether an option decides this setting. */
    public static boolean decides(OptionSpec option, String setting) {
        return decided(option).orElse(List.of()).stream()
                .anyMatch(name -> name.endsWith(".") ? setting.startsWith(name) : name.equals(setting));
    }

    /** Whether a setting of this value, empty where there is none, says that the flag which decides it was given. */
    static boolean isGiven(OptionSpec flag, Optional<String> value) {
        DecidesRun decides = ofField(flag, DecidesRun.class);
        return decides != null && value.orElse("").equals(decides.flag());
    }

    private static <A extends Annotation> @Nullable A ofField(OptionSpec option, Class<A> mark) {
        return option.userObject() instanceof AnnotatedElement field ? field.getAnnotation(mark) : null;
    }

    /** The class that declares an option, or the method whose parameter it is. */
    private static Class<?> ofClass(OptionSpec option) {
        if (option.userObject() instanceof Member field) {
            return field.getDeclaringClass();
        }
        Object command = option.command().userObject();
        return command instanceof Member method ? method.getDeclaringClass() : command.getClass();
    }
}
