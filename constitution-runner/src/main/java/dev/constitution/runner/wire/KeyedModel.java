package dev.constitution.runner.wire;

import dev.constitution.local.LocalChatModel;
import dev.langchain4j.model.chat.ChatModel;

/** A model that knows whether a key goes with its requests. */
public interface KeyedModel {
    boolean sendsKey();

    /** Whether a provider could refuse this model's key; true of a model that cannot tell. */
    static boolean mayBe(ChatModel model) {
        return model instanceof KeyedModel keyed ? keyed.sendsKey() : !(model instanceof LocalChatModel);
    }
}
