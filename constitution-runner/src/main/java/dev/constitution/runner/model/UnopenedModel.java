package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

/** Stands for a model where nothing is to be asked: no key is read, no file fetched, no connection made. */
public final class UnopenedModel implements ChatModel {
    private final ModelSpec spec;
    private final @Nullable ChatModel model;

    /**
     * @throws UsageException when no provider makes models of this name
     */
    UnopenedModel(ModelSpec spec) {
        this(spec, null);
        Models.requireKnown(spec);
    }

    /** @param model what it stands for */
    UnopenedModel(ModelSpec spec, @Nullable ChatModel model) {
        this.spec = spec;
        this.model = model;
    }

    /** What a model stands for, where that is known; itself where it stands for none. It is not to be asked. */
    public static ChatModel behind(ChatModel model) {
        return model instanceof UnopenedModel unopened && unopened.model != null ? unopened.model : model;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        throw new IllegalStateException(spec + " was asked in a dry run");
    }
}
