package dev.constitution.gate;

import dev.constitution.source.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The gates that come with the library, in the order in which they look at a pair, and the values that they take. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum BuiltInGate {
    /** An answer was cut off at the token limit. */
    TRUNCATED(GateChecks::truncated),
    /** An answer opens by saying that nothing needs revising. */
    NO_REVISION(GateChecks::noRevision),
    /** An answer opens by talking about a revision. */
    PREAMBLE(GateChecks::preamble),
    /** An answer is the question over again. */
    ECHO(GateChecks::echo),
    /** The answers hardly differ; see {@link Gates#unchanged}. */
    UNCHANGED(0.02, GateChecks::unchanged),
    /** An answer goes on with turns of its own. */
    TURNS(GateChecks::turns),
    /** An answer repeats what models were told; see {@link Gates#leak}. */
    LEAK(0.3, GateChecks::leak),
    /** An answer repeats itself; see {@link Gates#repetition}. */
    REPETITION(0.3, GateChecks::repetition),
    /** The answers are in different languages, and the prompt asks for no change. */
    LANGUAGE(GateChecks::language),
    /** The judge preferred the same position in both orders. Off by default: one that was asked in both orders has already made one soft label of its two verdicts. */
    ORDER(false, GateChecks::order),
    /** The chosen answer evades a harmless prompt. Off by default: which are harmless, the users alone can say. */
    REFUSAL(false, "all", harmless -> {
        HarmlessPrompts prompts = harmless.equals("all") ? HarmlessPrompts.ALL : HarmlessPrompts.parse(harmless);
        return pair -> pair.refusal(prompts);
    });

    /** What a gate that takes no value is set to. */
    private static final String ON = "on";

    private final boolean byDefault;
    private final String defaultValue;
    private final Function<String, Check> checks;

    /** Says what is wrong with a pair, or nothing. */
    @FunctionalInterface
    interface Check {
        Optional<String> fault(GateChecks pair);
    }

    /** A check against a share. */
    @FunctionalInterface
    interface Measured {
        Optional<String> fault(GateChecks pair, double share);
    }

    BuiltInGate(Check check) {
        this(true, check);
    }

    BuiltInGate(boolean byDefault, Check check) {
        this(byDefault, ON, value -> {
            if (!value.equals(ON)) {
                throw new IllegalArgumentException("it takes no value, got \"" + value + "\"");
            }
            return check;
        });
    }

    BuiltInGate(double share, Measured check) {
        this(true, Double.toString(share), value -> {
            double limit = share(value);
            return pair -> check.fault(pair, limit);
        });
    }

    BuiltInGate(boolean byDefault, String defaultValue, Function<String, Check> checks) {
        this.byDefault = byDefault;
        this.defaultValue = defaultValue;
        this.checks = checks;
    }

    /** The name by which it is chosen and its rejections are counted. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is something of that kind to which it could object. */
    public boolean looksAt(Candidate.Made made) {
        return switch (this) {
            case NO_REVISION -> made != Candidate.Made.BY_CONTRAST && made != Candidate.Made.BY_INTROSPECTION;
            case PREAMBLE, UNCHANGED, LANGUAGE, ORDER -> made != Candidate.Made.BY_INTROSPECTION;
            case TRUNCATED, ECHO, TURNS, LEAK, REPETITION, REFUSAL -> true;
        };
    }

    boolean isByDefault() {
        return byDefault;
    }

    String defaultValue() {
        return defaultValue;
    }

    /**
     * The gate's objection to a pair, with a value.
     *
     * @throws IllegalArgumentException if it does not take this value
     */
    Function<GateChecks, Optional<Gate.Objection>> objection(String value) {
        Check check;
        try {
            check = checks.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gate \"" + label() + "\": " + e.getMessage(), e);
        }
        return pair -> check.fault(pair).map(fault -> new Gate.Objection(label(), fault));
    }

    /**
     * The gate of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BuiltInGate named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown gate \"" + name + "\"" + Suggestion.clauseAndList(name, labels(), "known gates")));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(BuiltInGate::label).toList();
    }

    private static double share(String text) {
        double share;
        try {
            share = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("it takes a share in [0, 1], got \"" + text + "\"");
        }
        return share;
    }
}
