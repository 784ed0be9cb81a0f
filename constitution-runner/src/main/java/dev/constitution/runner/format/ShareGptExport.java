package dev.constitution.runner.format;

import java.util.List;
import java.util.Set;

/** ShareGPT's conversations. Their turns have exactly {@code from} and {@code value}. */
final class ShareGptExport extends RecordExport<Conversation> {
    ShareGptExport() {
        super(
                "sharegpt",
                List.of(new Field<>(
                        "conversations",
                        ShareGptTurns.TYPE + "[]",
                        conversation -> ShareGptTurns.of(conversation.prompt())
                                .add(ShareGptTurns.answer(conversation.answer())))));
    }

    @Override
    public boolean isOfConversations() {
        return true;
    }

    @Override
    List<Conversation> sources(ExportRow row) throws NotCarriedException {
        return Conversation.trainable(row);
    }

    @Override
    public Set<Beyond> carries() {
        return Set.of(Beyond.TOOLS, Beyond.IMAGES);
    }
}
