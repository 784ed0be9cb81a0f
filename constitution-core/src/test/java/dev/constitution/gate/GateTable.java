package dev.constitution.gate;

import java.util.Arrays;
import java.util.List;

/** The library's gates as pages list them. */
public final class GateTable {

    /** A gate by its name, with its default value, {@code on} where it takes none. */
    public record Row(String name, String value, boolean isByDefault) {}

    private GateTable() {}

    /** All gates in the order in which they look at a pair. */
    public static List<Row> rows() {
        return Arrays.stream(BuiltInGate.values())
                .map(gate -> new Row(gate.label(), gate.defaultValue(), gate.isByDefault()))
                .toList();
    }
}
