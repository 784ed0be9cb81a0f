package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.constitution.chat.Message;
import dev.constitution.runner.base.Json;
import java.util.List;

/** PaddleFormers' pairs as {@code erniekit} reads them: what the user and the assistant said, each in a list, and both answers. */
final class PaddleFormersExport extends RecordPerPair {
    private static final List<Integer> BETTER_FIRST = List.of(1, 0);

    PaddleFormersExport() {
        super(
                "paddleformers",
                List.of(
                        Field.texts("src", pair -> TurnsJson.said(Message.Role.USER, pair.prompt())),
                        Field.texts("tgt", pair -> TurnsJson.said(Message.Role.ASSISTANT, pair.prompt())),
                        Field.texts("response", pair -> List.of(pair.chosen(), pair.rejected())),
                        new Field<>("sort", "BIGINT[]", pair -> Json.MAPPER.<JsonNode>valueToTree(BETTER_FIRST)),
                        Field.optional(
                                "system",
                                Field.TEXT,
                                pair -> TurnsJson.system(pair.prompt()).map(TextNode::valueOf))));
    }

    /** The reader ends with an error at an empty answer. */
    @Override
    void requireCarried(ExportRow pair) throws NotCarriedException {
        PairChecks.requireTrainable(pair);
    }
}
