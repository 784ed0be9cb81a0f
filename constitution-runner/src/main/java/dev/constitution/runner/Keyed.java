package dev.constitution.runner;

import dev.constitution.local.LocalChatModel;
import dev.langchain4j.model.chat.ChatModel;

/** A model that knows whether a key goes with its requests. */
interface Keyed {
    boolean sendsKey();

    /** Whether a provider could refuse this model's key; true of a model that cannot tell. */
    static boolean mayBe(ChatModel model) {
        return model instanceof Keyed keyed ? keyed.sendsKey() : !(model instanceof LocalChatModel);
    }
}
