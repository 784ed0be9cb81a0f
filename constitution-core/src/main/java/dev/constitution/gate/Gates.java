package dev.constitution.gate;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which of the library's gates a run's pairs go through, and with which values; {@code docs/gates.md} tells what each is
 * for. Immutable.
 *
 * <pre>{@code
 * Gates gates = Gates.defaults().leak(0.5).with(BuiltInGate.ORDER).without(BuiltInGate.LANGUAGE);
 * Stage gated = gates.gate().around(stage, constitution);
 * }</pre>
 */
public final class Gates {
    private final Map<BuiltInGate, String> values;

    private Gates(Map<BuiltInGate, String> values) {
        this.values = values;
    }

    /** All that are on by default, each with its default value. */
    public static Gates defaults() {
        Map<BuiltInGate, String> values = new EnumMap<>(BuiltInGate.class);
        Arrays.stream(BuiltInGate.values())
                .filter(BuiltInGate::isByDefault)
                .forEach(kind -> values.put(kind, kind.defaultValue()));
        return new Gates(values);
    }

    /** No gate at all; a stage's own rules stay, such as that the answers of a pair differ. */
    public static Gates none() {
        return new Gates(new EnumMap<>(BuiltInGate.class));
    }

    /** These gates and one more, with its default value. */
    public Gates with(BuiltInGate kind) {
        return with(kind, kind.defaultValue());
    }

    /**
     * These gates, one of them with another value, as a person writes it: the share of {@code unchanged}, {@code leak} and
     * {@code repetition}, for {@code refusal} {@code all} or {@code FIELD:VALUE}, for the others {@code on}.
     *
     * @throws IllegalArgumentException if the gate does not take the value
     */
    public Gates with(BuiltInGate kind, String value) {
        var unused = kind.objection(value);
        Map<BuiltInGate, String> more = new EnumMap<>(BuiltInGate.class);
        more.putAll(values);
        more.put(kind, value);
        return new Gates(more);
    }

    /** These gates without one of them. */
    public Gates without(BuiltInGate kind) {
        Map<BuiltInGate, String> fewer = new EnumMap<>(BuiltInGate.class);
        fewer.putAll(values);
        fewer.remove(kind);
        return new Gates(fewer);
    }

    /** These gates and {@link BuiltInGate#UNCHANGED}, which objects where a smaller share of words differs; in [0, 1]. */
    public Gates unchanged(double share) {
        return with(BuiltInGate.UNCHANGED, Double.toString(share));
    }

    /** These gates and {@link BuiltInGate#LEAK}, which objects where more of what is new was told to the model; in [0, 1]. */
    public Gates leak(double share) {
        return with(BuiltInGate.LEAK, Double.toString(share));
    }

    /** These gates and {@link BuiltInGate#REPETITION}, which objects where more of an answer repeats itself; in [0, 1]. */
    public Gates repetition(double share) {
        return with(BuiltInGate.REPETITION, Double.toString(share));
    }

    /**
     * These gates and {@link BuiltInGate#REFUSAL} for the prompts that have this value in this field of their metadata;
     * {@code with(BuiltInGate.REFUSAL)} takes every prompt for harmless.
     *
     * @throws IllegalArgumentException if one of them is empty, or the field's name holds a colon
     */
    public Gates refusal(String field, String value) {
        if (field.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a field's name must hold no colon, got \"" + field + "\"");
        }
        return with(BuiltInGate.REFUSAL, field + ":" + value);
    }

    /** The values by the gates' names, for settings that a run remembers. */
    public SortedMap<String, String> values() {
        TreeMap<String, String> named = new TreeMap<>();
        values.forEach((kind, value) -> named.put(kind.label(), value));
        return Collections.unmodifiableSortedMap(named);
    }

    /** These gates as one. */
    public Gate gate() {
        List<Function<GateChecks, Optional<Gate.Objection>>> objections = values.entrySet().stream()
                .map(entry -> entry.getKey().objection(entry.getValue()))
                .toList();
        return candidate -> {
            GateChecks pair = new GateChecks(candidate);
            for (Function<GateChecks, Optional<Gate.Objection>> check : objections) {
                Optional<Gate.Objection> objection = check.apply(pair);
                if (objection.isPresent()) {
                    return objection;
                }
            }
            return Optional.empty();
        };
    }
}
