package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the text fields of a file that readers take for something else. A JSON file says that a value is a text; yet where
 * {@code datasets} sees nothing but dates in a field, as far as it looks at once, it makes them points in time:
 * {@code 2024-01-01} comes back as {@code 2024-01-01 00:00:00}. CSV says of no value that it is a text, and {@code 007} comes
 * back as 7. One other text in the field keeps them all. Used by one thread.
 */
final class GuessedTypes {
    /** So much of a JSON file {@code datasets} looks at once. */
    private static final int BATCH = 10 << 20;

    private static final Predicate<String> DATE = Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}(:\\d{2}(:\\d{2}(\\.\\d+)?)?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?")
            .asMatchPredicate();
    private static final Predicate<String> NUMBER = Pattern.compile(
                    "\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*")
            .asMatchPredicate();

    /** What texts can be taken for, and the ways to a field that holds nothing else. */
    private final Map<String, TreeSet<String>> found = new TreeMap<>();

    private final Predicate<String> isTold;
    private final boolean isCsv;
    private Node batch = new Node();
    private long characters;

    /** A field, and the fields in it; those of a list's items are its own. */
    private static final class Node {
        private final Map<String, Node> fields = new TreeMap<>();
        private boolean hasText;
        private boolean datesOnly = true;
        private boolean numbersOnly = true;
    }

    private GuessedTypes(Predicate<String> isTold, boolean isCsv) {
        this.isTold = isTold;
        this.isCsv = isCsv;
    }

    /** For a file whose ending says what its readers are told. */
    static GuessedTypes of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean hasTypes = name.endsWith(".parquet");
        return new GuessedTypes(column -> hasTypes, name.matches(".*\\.[ct]sv(\\.gz)?"));
    }

    /** For a file whose readers are told that these columns hold JSON. */
    static GuessedTypes withJson(Predicate<String> columns) {
        return new GuessedTypes(columns, false);
    }

    void see(ObjectNode record) {
        for (Map.Entry<String, JsonNode> column : record.properties()) {
            if (!isTold.test(column.getKey())) {
                see(column.getValue(), batch.fields.computeIfAbsent(column.getKey(), name -> new Node()));
            }
        }
        if (characters > BATCH && !isCsv) {
            endBatch();
        }
    }

    private void see(JsonNode value, Node field) {
        if (value.isTextual()) {
            String text = value.textValue();
            characters += text.length();
            field.hasText = true;
            field.datesOnly = field.datesOnly && DATE.test(text);
            field.numbersOnly = isCsv && field.numbersOnly && NUMBER.test(text);
        } else if (value.isArray()) {
            value.forEach(item -> see(item, field));
        } else {
            for (Map.Entry<String, JsonNode> part : value.properties()) {
                see(part.getValue(), field.fields.computeIfAbsent(part.getKey(), name -> new Node()));
            }
        }
    }

    /** Its readers look anew at what follows. */
    void endBatch() {
        collect("", batch);
        batch = new Node();
        characters = 0;
    }

    private void collect(String way, Node node) {
        if (node.hasText && node.datesOnly) {
            found.computeIfAbsent("dates", kind -> new TreeSet<>()).add(way);
        } else if (node.hasText && node.numbersOnly) {
            found.computeIfAbsent("numbers", kind -> new TreeSet<>()).add(way);
        }
        node.fields.forEach((name, field) -> collect(way.isEmpty() ? name : way + "." + name, field));
    }

    /** What was found in all of the file, a sentence each. */
    List<String> warnings() {
        endBatch();
        List<String> warnings = new ArrayList<>();
        found.forEach((kind, fields) -> warnings.add(String.join(", ", fields) + ": nothing but " + kind
                + ", which some readers do not keep as texts; export to a .parquet file"));
        return warnings;
    }
}
