package dev.constitution.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * The form of distilabel and of UltraFeedback-binarized: the question and its SHA-256, both whole conversations, and the
 * answers' ratings where a judge gave a probability. A conversation of several turns has no one question.
 */
final class DistilabelExport implements PairExport {

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
        String question = Turns.question(pair.prompt());
        ObjectNode record = Turns.object().put("prompt", question).put("prompt_id", sha256(question));
        record.set("chosen", Turns.conversation(pair.prompt(), pair.chosen()));
        Turns.put(record, "chosen_rating", pair.probability());
        record.set("rejected", Turns.conversation(pair.prompt(), pair.rejected()));
        Turns.put(record, "rejected_rating", pair.probabilityOfRejected());
        return record;
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
