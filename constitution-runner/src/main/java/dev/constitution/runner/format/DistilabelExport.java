package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.chat.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The form of distilabel and of UltraFeedback-binarized: the question and its SHA-256, both whole conversations, and the
 * answers' ratings where a judge gave a probability. A conversation of several turns has no one question.
 */
final class DistilabelExport implements RecordPerPair {

    @Override
    public String name() {
        return "distilabel";
    }

    @Override
    public Map<String, String> columns() {
        return Columns.of(
                "prompt",
                "VARCHAR",
                "prompt_id",
                "VARCHAR",
                "chosen",
                TURNS,
                "chosen_rating",
                "DOUBLE",
                "rejected",
                TURNS,
                "rejected_rating",
                "DOUBLE");
    }

    @Override
    public ObjectNode record(ExportRow pair) throws NotCarriedException {
        String question = TurnsJson.question(pair.prompt());
        ObjectNode record = TurnsJson.object().put("prompt", question).put("prompt_id", sha256(question));
        record.set("chosen", TurnsJson.conversation(pair.prompt(), pair.chosen()));
        TurnsJson.put(record, "chosen_rating", pair.probability());
        record.set("rejected", TurnsJson.conversation(pair.prompt(), pair.rejected()));
        TurnsJson.put(record, "rejected_rating", pair.probabilityOfRejected());
        return record;
    }

    private static String sha256(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
