package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** verl's form of prompts for reinforcement learning: those of the pairs, with the better answer for reference. */
final class VerlPromptsExport extends RecordPerPair {
    VerlPromptsExport() {
        super(
                "verl-rl",
                List.of(
                        new Field<>("data_source", Field.TEXT, pair -> TextNode.valueOf("constitution")),
                        PROMPT,
                        new Field<>(
                                "reward_model",
                                "STRUCT(style VARCHAR, ground_truth VARCHAR)",
                                pair -> TurnsJson.object().put("style", "model").put("ground_truth", pair.chosen())),
                        new Field<>(
                                "extra_info",
                                "STRUCT(index BIGINT)",
                                pair -> TurnsJson.object()
                                        .put("index", pair.outcome().row()))));
    }

    @Override
    public boolean isOfTwoAnswers() {
        return false;
    }
}
