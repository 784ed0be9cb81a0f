package dev.constitution.runner.options;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import picocli.CommandLine.Model.OptionSpec;

/** What a command's help lists its options under, in this order. */
public enum Heading {
    INPUT("Input"),
    METHOD("Constitution and method"),
    MODELS("Models"),
    SAMPLING("Sampling"),
    JUDGING("Judging and pairs"),
    LIMITS("Limits and cost"),
    OUTPUT("Output"),
    /** What no {@link UnderHeading} says otherwise of. */
    OTHER("Other");

    private final String title;

    Heading(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The heading that the option's field names, else the field's class. */
    public static Heading of(OptionSpec option) {
        if (!(option.userObject() instanceof Member field)) {
            return OTHER;
        }
        UnderHeading own = ((AnnotatedElement) field).getAnnotation(UnderHeading.class);
        UnderHeading ofClass = field.getDeclaringClass().getAnnotation(UnderHeading.class);
        return own != null ? own.value() : ofClass != null ? ofClass.value() : OTHER;
    }
}
