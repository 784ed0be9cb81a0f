package dev.constitution.runner.options;

import dev.constitution.runner.store.RunSettings.Difference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which of the differences between two runs follow from others, which say it in fewer words. */
final class FollowingSettings {
    /** The role that a setting is called by, or that stands behind it. */
    private static final Pattern ROLE = Pattern.compile("\\b(?:critic|reviser|teacher|judge)(?=\\)?$)");

    /** What a teacher is told, and how, by the settings that it follows from. */
    private static final Map<String, List<String>> FOLLOWS = Map.of(
            PrincipleOptions.INSTRUCTION,
            List.of("constitution", "method"),
            StageOptions.TEACHER_SHAPE,
            List.of("method", "shape", "generator", "teacher"));

    /** What some methods, or judges, have no use for: it comes and goes with them. */
    private static final Set<String> OF_SOME_METHODS = Set.of(
            "select",
            "rounds",
            "stop-after-keeps",
            "critique",
            "turns",
            "ties",
            "samples",
            "judge-by",
            "generator",
            "speaker",
            "critic",
            "reviser",
            "teacher",
            "judge");

    /** Roles of which a method has one or the other, by the same option. */
    private static final Set<String> ANSWERING = Set.of("generator", "speaker");

    private static final Set<String> METHODS = Set.of("method", "confirm");

    private final List<Difference> all;

    FollowingSettings(List<Difference> all) {
        this.all = all;
    }

    /** @param isGiven whether an option that decides it is on the command line */
    boolean hold(Difference one, boolean isGiven) {
        return isTheGenerators(one)
                || isAny(other -> FOLLOWS.getOrDefault(one.name(), List.of()).contains(other.name()))
                || (OF_SOME_METHODS.contains(one.name())
                        && hasComeOrGone(one)
                        && (!isGiven || one.now().isEmpty())
                        && isAny(other -> METHODS.contains(other.name())))
                || inOtherRole(one).filter(other -> isUndone(other, one)).isPresent()
                || (one.name().equals("input")
                        && isAny(other -> other.name().equals("pair form") && hasComeOrGone(other)));
    }

    /** One as its option decides it: a model that has come in place of one in another role stands beside that one. */
    Difference asDecided(Difference one) {
        return inOtherRole(one)
                .map(other -> new Difference(
                        one.name(), one.before().or(other::before), one.now().or(other::now)))
                .orElse(one);
    }

    private Optional<Difference> inOtherRole(Difference one) {
        return ANSWERING.contains(one.name()) && hasComeOrGone(one)
                ? all.stream()
                        .filter(other -> ANSWERING.contains(other.name())
                                && hasComeOrGone(other)
                                && other.now().isPresent() != one.now().isPresent())
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isUndone(Difference made, Difference back) {
        return made.before().equals(back.now()) && made.now().equals(back.before());
    }

    private boolean isAny(Predicate<Difference> wanted) {
        return all.stream().anyMatch(wanted);
    }

    private static boolean hasComeOrGone(Difference one) {
        return one.before().isPresent() != one.now().isPresent();
    }

    /** Roles that name no model of their own have the generator's, and so has what differs of it. */
    private boolean isTheGenerators(Difference one) {
        String generators = ROLE.matcher(one.name()).replaceFirst("generator");
        return !generators.equals(one.name()) && all.contains(new Difference(generators, one.before(), one.now()));
    }
}
