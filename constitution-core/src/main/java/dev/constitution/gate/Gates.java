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

    /**
     * These gates and one more, with its default value.
     *
     * @throws IllegalArgumentException if there is no gate of this name
     */
    public Gates with(String name) {
        return with(name, BuiltInGate.named(name).defaultValue());
    }

    /**
     * These gates, one of them with another value: the share from which {@code unchanged}, {@code leak} and
     * {@code repetition} object, or the prompts that {@code refusal} takes for harmless: {@code all}, or a field of their
     * metadata and its value, {@code FIELD:VALUE}.
     *
     * @throws IllegalArgumentException if there is no gate of this name, or it does not take the value
     */
    public Gates with(String name, String value) {
        BuiltInGate kind = BuiltInGate.named(name);
        var unused = kind.objection(value);
        Map<BuiltInGate, String> more = new EnumMap<>(BuiltInGate.class);
        more.putAll(values);
        more.put(kind, value);
        return new Gates(more);
    }

    /**
     * These gates without one of them.
     *
     * @throws IllegalArgumentException if there is no gate of this name
     */
    public Gates without(String name) {
        Map<BuiltInGate, String> fewer = new EnumMap<>(BuiltInGate.class);
        fewer.putAll(values);
        fewer.remove(BuiltInGate.named(name));
        return new Gates(fewer);
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
            return objections.stream()
                    .flatMap(objection -> objection.apply(pair).stream())
                    .findFirst();
        };
    }
}
