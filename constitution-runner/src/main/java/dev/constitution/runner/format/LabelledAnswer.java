package dev.constitution.runner.format;

import dev.constitution.chat.Message;
import java.util.List;

/** An answer of a pair by itself, and whether it is the better one. */
record LabelledAnswer(List<Message> prompt, String text, boolean isBetter) {

    /** Both answers of a pair, the better one first; none of another row. */
    static List<LabelledAnswer> of(ExportRow row) {
        return row.isPair()
                ? List.of(
                        new LabelledAnswer(row.prompt(), row.chosen(), true),
                        new LabelledAnswer(row.prompt(), row.rejected(), false))
                : List.of();
    }
}
