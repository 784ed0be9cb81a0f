package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Finds the records of a file of JSON Lines that are the first to have a field, or another kind of value in one. Where one stands
 * behind what {@code datasets} looks at to know the file's fields, that reader ends with an error: such records then go to the
 * front, all in their order. Used by one thread.
 */
final class FirstFields {
    /** So much of a file {@code datasets} looks at for its fields. */
    private static final int LOOKED_AT = 10 << 20;

    /** A record's own fields, those of its turns, and of their parts and calls; what is deeper is each tool's own. */
    private static final int DEPTH = 3;

    private final Set<String> known = new HashSet<>();
    private final Set<Long> firsts = new HashSet<>();
    private long lines;
    private boolean isAnyLate;

    /** @param begin how many bytes stand before the record */
    void see(ObjectNode record, long begin) {
        if (add("", record, DEPTH)) {
            firsts.add(lines);
            isAnyLate |= begin > LOOKED_AT;
        }
        lines++;
    }

    private boolean add(String way, JsonNode value, int depth) {
        boolean isNew = known.add(way + ' ' + value.getNodeType());
        if (value.isArray()) {
            for (JsonNode item : value) {
                isNew |= add(way + '.', item, depth);
            }
        } else if (depth > 0) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                isNew |= add(way + '/' + field.getKey(), field.getValue(), depth - 1);
            }
        }
        return isNew;
    }

    /** How many records are to go to the front, 0 where all are found where they stand. */
    int toFront() {
        return isAnyLate ? firsts.size() : 0;
    }

    /** Copies the lines of these records alone, or those of the others. */
    void copy(boolean isOfFirsts, InputStream lines, OutputStream to) throws IOException {
        LongPredicate isWanted = line -> firsts.contains(line) == isOfFirsts;
        byte[] buffer = new byte[1 << 16];
        long line = 0;
        for (int length = lines.read(buffer); length > 0; length = lines.read(buffer)) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    write(isWanted.test(line++), buffer, from, i + 1, to);
                    from = i + 1;
                }
            }
            write(isWanted.test(line), buffer, from, length, to);
        }
    }

    private static void write(boolean isWanted, byte[] buffer, int from, int end, OutputStream to) throws IOException {
        if (isWanted) {
            to.write(buffer, from, end - from);
        }
    }
}
