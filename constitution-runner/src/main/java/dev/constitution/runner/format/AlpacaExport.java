package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Alpaca's instructions: single questions, whose input is empty. */
final class AlpacaExport extends RecordExport<Conversation> {
    AlpacaExport() {
        super(
                "alpaca",
                List.of(
                        Field.text("instruction", conversation -> TurnsJson.question(conversation.prompt())),
                        new Field<>("input", Field.TEXT, conversation -> TextNode.valueOf("")),
                        Field.text("output", Conversation::answer)));
    }

    @Override
    public boolean isOfConversations() {
        return true;
    }

    @Override
    List<Conversation> sources(ExportRow row) throws NotCarriedException {
        return Conversation.trainable(row);
    }
}
