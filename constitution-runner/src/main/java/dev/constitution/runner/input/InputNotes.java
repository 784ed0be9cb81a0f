package dev.constitution.runner.input;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.rows.RowNotes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of an input's rows does not belong to their prompts, though a reader of the file could think so.
 *
 * @param answersDropped conversations whose last answer was left out
 * @param leftOut fields that look like a part of the prompt, with the number of rows that have them
 */
public record InputNotes(long answersDropped, Map<String, Long> leftOut) {
    public static final InputNotes NONE = new InputNotes(0, Map.of());

    public InputNotes {
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }

    /** What was left out because it was asked for; empty where nothing was. */
    public List<String> remarks() {
        return answersDropped == 0
                ? List.of()
                : List.of("the answer at the end of " + Words.count(answersDropped, "conversation") + " was left out");
    }

    /** One warning, where fields were left out that look like a part of the prompt. */
    public List<String> warnings() {
        if (leftOut.isEmpty()) {
            return List.of();
        }
        String fields = leftOut.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\" in " + Words.count(field.getValue(), "row"))
                .collect(Collectors.joining(", "));
        return List.of("fields that look like a part of the prompt are not sent: " + fields
                + "; --prompt-field NAME,NAME joins texts of several fields");
    }

    /** Counts rows. Not thread-safe. */
    static final class Counter {
        private long answersDropped;
        private final Map<String, Long> leftOut = new TreeMap<>();

        void add(RowNotes notes) {
            answersDropped += notes.answerDropped() ? 1 : 0;
            add(notes.leftOut());
        }

        void add(List<String> fields) {
            fields.forEach(field -> leftOut.merge(field, 1L, Long::sum));
        }

        InputNotes notes() {
            return answersDropped == 0 && leftOut.isEmpty() ? NONE : new InputNotes(answersDropped, leftOut);
        }
    }
}
