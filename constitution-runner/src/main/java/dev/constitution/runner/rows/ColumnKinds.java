package dev.constitution.runner.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How the columns of two tables differ, in words: by their names, and by what kind of value each is, not by a database's types. */
public final class ColumnKinds {
    private static final String LIST = "[]";
    private static final String STRUCT = "STRUCT(";

    private ColumnKinds() {}

    /**
     * The columns that differ, each in a sentence of its own.
     *
     * @param there the types of the one by the columns' names, as Parquet or a card has them
     * @param here those of the other
     */
    public static List<String> differences(Map<String, String> there, Map<String, String> here) {
        List<String> said = new ArrayList<>();
        compare("", there, here, said);
        return said;
    }

    private static void compare(String before, Map<String, String> there, Map<String, String> here, List<String> said) {
        TreeSet<String> names = new TreeSet<>(there.keySet());
        names.addAll(here.keySet());
        for (String name : names) {
            String shown = "\"" + before + name + "\"";
            String one = there.get(name);
            String other = here.get(name);
            if (one == null || other == null) {
                said.add(shown + " is " + (one == null ? "in the rows alone" : "in the folder alone"));
            } else if (areStructs(one, other)) {
                compare(before + name + ".", fields(item(one)), fields(item(other)), said);
            } else if (!one.equals(other)) {
                said.add(shown + " is " + kind(one) + " in the folder and " + kind(other) + " in the rows");
            }
        }
    }

    private static boolean areStructs(String one, String other) {
        return one.endsWith(LIST) == other.endsWith(LIST)
                && item(one).startsWith(STRUCT)
                && item(other).startsWith(STRUCT);
    }

    private static String item(String type) {
        return type.endsWith(LIST) ? type.substring(0, type.length() - LIST.length()) : type;
    }

    /** The fields of a struct with their types; a name may stand in quotes. */
    private static Map<String, String> fields(String struct) {
        Map<String, String> fields = new LinkedHashMap<>();
        String inner = struct.substring(STRUCT.length(), struct.length() - 1);
        int depth = 0;
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i <= inner.length(); i++) {
            char c = i == inner.length() ? ',' : inner.charAt(i);
            isQuoted ^= c == '"';
            depth += isQuoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && !isQuoted && depth == 0) {
                String field = inner.substring(start, i).strip();
                int end = field.startsWith("\"") ? field.indexOf('"', 1) + 1 : field.indexOf(' ');
                fields.put(
                        field.substring(0, end).replace("\"", ""),
                        field.substring(end).strip());
                start = i + 1;
            }
        }
        return fields;
    }

    private static String kind(String type) {
        if (type.endsWith(LIST) || type.startsWith("list: ")) {
            return "a list, each " + kind(item(type.replaceFirst("^list: ", "dtype: ")));
        }
        return switch (type.replaceFirst("^dtype: ", "").replaceFirst("\\(.*", "")) {
            case "VARCHAR", "string" -> "a text";
            case "BOOLEAN", "bool" -> "true or false";
            case "STRUCT", "MAP", "json", "JSON" -> "an object";
            case "DOUBLE", "DECIMAL", "FLOAT", "BIGINT", "INTEGER", "HUGEINT", "float64", "int64" -> "a number";
            case "DATE", "TIME", "TIMESTAMP" -> "a time";
            default -> "of another type";
        };
    }
}
