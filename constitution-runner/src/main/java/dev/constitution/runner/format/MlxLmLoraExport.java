package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * mlx-lm-lora's form for pairs: plain texts, which its reader puts into the model's template, and the system turn by itself.
 * Single questions only. Its {@code preference_score} is not written: the trainer multiplies a log-probability by it.
 */
final class MlxLmLoraExport extends RecordPerPair {
    MlxLmLoraExport() {
        super(
                "mlx-lm-lora",
                List.of(
                        Field.text("prompt", pair -> TurnsJson.lastQuestion(pair.prompt())),
                        Field.text("chosen", ExportRow::chosen),
                        Field.text("rejected", ExportRow::rejected),
                        Field.optional(
                                "system",
                                Field.TEXT,
                                pair -> TurnsJson.system(pair.prompt()).map(TextNode::valueOf))));
    }

    @Override
    void requireCarried(ExportRow pair) throws NotCarriedException {
        PairChecks.requireTrainable(pair);
    }
}
