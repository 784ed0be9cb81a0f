package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** Conversations for supervised fine-tuning, as lists of turns. */
public final class SftExport extends RecordExport<Conversation> {
    private final boolean isLastOnly;

    private SftExport(String name, boolean isLastOnly) {
        super(
                name,
                List.of(Field.turns(
                        "messages",
                        conversation -> TurnsJson.conversation(conversation.prompt(), conversation.answer()))));
        this.isLastOnly = isLastOnly;
    }

    public static SftExport ofAllRevisions() {
        return new SftExport("sft", false);
    }

    static SftExport ofLastRevisions() {
        return new SftExport("sft-last", true);
    }

    @Override
    public boolean isOfConversations() {
        return true;
    }

    @Override
    List<Conversation> sources(ExportRow row) {
        return Conversation.of(row, isLastOnly);
    }

    @Override
    public Set<Beyond> carries() {
        return Beyond.ALL;
    }
}
