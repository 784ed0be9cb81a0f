package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Stands for a model where nothing is to be asked: no key is read, no file fetched, no connection made. */
final class UnopenedModel implements ChatModel {
    private final ModelSpec spec;

    /**
     * @throws UsageException when no provider makes models of this name
     */
    UnopenedModel(ModelSpec spec) {
        Models.requireKnown(spec);
        this.spec = spec;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        throw new IllegalStateException(spec + " was asked in a dry run");
    }
}
