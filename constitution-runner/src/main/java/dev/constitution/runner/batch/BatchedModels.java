package dev.constitution.runner.batch;

import dev.constitution.runner.wire.BatchableModel;
import dev.langchain4j.model.chat.ChatModel;

/** Tells which models' providers have batches. */
public final class BatchedModels {
    private BatchedModels() {}

    /** Whether calls to a model may go in batches. */
    public static boolean has(ChatModel model) {
        return model instanceof BatchableModel batchable
                && BatchApi.of(batchable).isPresent();
    }
}
