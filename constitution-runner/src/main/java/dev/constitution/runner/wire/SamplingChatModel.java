package dev.constitution.runner.wire;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's chat model that takes {@link SamplingParameters}: one call translates them. As thread-safe as its call. */
public final class SamplingChatModel implements ChatModel, KeyedModel {

    /** Sends one request to the provider, in the provider's own terms. */
    @FunctionalInterface
    public interface Call {
        ChatResponse answer(List<ChatMessage> messages, SamplingParameters sampling);
    }

    private final SamplingParameters defaults;
    private final ModelProvider provider;
    private final ModelHttpClient client;
    private final Call call;

    /**
     * A model of this name.
     *
     * @param client what the call goes through
     */
    public SamplingChatModel(String modelName, ModelProvider provider, ModelHttpClient client, Call call) {
        this.defaults = SamplingParameters.builder().modelName(modelName).build();
        this.provider = provider;
        this.client = client;
        this.call = call;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        SamplingParameters sampling = defaults.overrideWith(request.parameters());
        return client.reading(() -> call.answer(request.messages(), sampling));
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return defaults;
    }

    @Override
    public ModelProvider provider() {
        return provider;
    }

    /** A request to the model underneath. */
    public static ChatRequest request(List<ChatMessage> messages, ChatRequestParameters parameters) {
        return ChatRequest.builder().messages(messages).parameters(parameters).build();
    }

    /**
     * A seed as providers take it, at most 31 bits and never negative, since some read -1 as "random"; small seeds stay as
     * they are.
     */
    public static @Nullable Integer seed(SamplingParameters sampling) {
        Long seed = sampling.seed();
        return seed == null ? null : Long.hashCode(seed) & Integer.MAX_VALUE;
    }

    @Override
    public boolean sendsKey() {
        return client.sendsKey();
    }

    @Override
    public String toString() {
        return "SamplingChatModel[" + provider + " " + defaults.modelName() + "]";
    }
}
