package dev.constitution.runner.model;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.wire.ChatCompletionsModel;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.model.chat.ChatModel;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider answers for a model, and with which key. A dialect builds LangChain4j's model on it and must turn off
 * that model's retries, since the run retries in one place; its logs are off by themselves.
 *
 * @param modelName as the provider knows it
 * @param key null where none is sent
 */
record Endpoint(String modelName, String baseUrl, @Nullable String key) {

    /** The provider's own address, unless the model's name holds another. */
    static Endpoint of(ModelSpec spec, String ownUrl, @Nullable String key) {
        return new Endpoint(spec.model(), spec.baseUrlOr(ownUrl), key);
    }

    /** The model that speaks to it in the form of OpenAI's chat completions. */
    ChatModel completions(ChatCompletionsModel.LengthField lengthField, ModelSettings settings) {
        return new ChatCompletionsModel(
                modelName,
                dev.langchain4j.model.ModelProvider.OPEN_AI,
                URI.create(baseUrl + "/chat/completions"),
                lengthField,
                ModelClients.of(baseUrl, Credential.bearer(key), settings));
    }

    /** The model that speaks to it so. */
    ChatModel model(
            dev.langchain4j.model.ModelProvider provider, LangChainWireModel.Dialect dialect, ModelSettings settings) {
        return new LangChainWireModel(
                modelName, provider, ModelClients.of(baseUrl, Credential.written(key), settings), dialect);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return modelName + " at " + baseUrl;
    }
}
