package dev.constitution.micrometer;

import dev.constitution.chat.ModelRole;
import dev.constitution.live.ConstitutionalChatModel;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;

/** A model whose answers are observed; its listeners hear what they heard before. Thread-safe, if the model is. */
record ObservedChatModel(ChatModel model, Observing observing) implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
        Observed observed = model instanceof ConstitutionalChatModel
                ? observing.answer(request)
                : observing.call(
                        new CallContext(
                                ModelRole.GENERATOR, model.provider(), request, model.defaultRequestParameters()),
                        false);
        return observed.by(() -> model.chat(request));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }
}
