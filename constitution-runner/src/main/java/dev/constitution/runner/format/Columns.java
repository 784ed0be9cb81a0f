package dev.constitution.runner.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** Tables of columns that keep their order. */
public final class Columns {
    private Columns() {}

    /** Names and SQL types in turn. */
    public static Map<String, String> of(String... namesAndTypes) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return columns;
    }
}
