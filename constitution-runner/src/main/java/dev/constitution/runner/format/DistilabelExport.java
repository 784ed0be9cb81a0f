package dev.constitution.runner.format;

import dev.constitution.chat.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The form of distilabel and of UltraFeedback-binarized: the question and its SHA-256, both whole conversations, and the
 * answers' ratings where a judge gave a probability. A conversation of several turns has no one question.
 */
final class DistilabelExport extends RecordPerPair {
    DistilabelExport() {
        super(
                "distilabel",
                List.of(
                        Field.text("prompt", pair -> TurnsJson.question(pair.prompt())),
                        Field.text("prompt_id", pair -> sha256(TurnsJson.question(pair.prompt()))),
                        CHOSEN_CONVERSATION,
                        Field.number("chosen_rating", ExportRow::probability),
                        REJECTED_CONVERSATION,
                        Field.number("rejected_rating", ExportRow::probabilityOfRejected)));
    }

    private static String sha256(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
