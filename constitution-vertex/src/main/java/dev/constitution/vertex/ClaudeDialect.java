package dev.constitution.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.model.AnthropicDialect;
import dev.constitution.runner.wire.LangChainWireModel;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Optional;

/**
 * Claude on Vertex AI: Anthropic's Messages, sent as {@link RawPredict} says.
 *
 * @param url where the model is asked
 */
record ClaudeDialect(AnthropicDialect messages, String url) implements LangChainWireModel.Dialect {
    /** LangChain4j wants a key, which is not sent. */
    private static final String NO_KEY = "none";

    static ClaudeDialect of(String modelName, VertexEndpoint endpoint) {
        return new ClaudeDialect(
                new AnthropicDialect(modelName, endpoint.address(), NO_KEY),
                endpoint.address() + "/publishers/anthropic/models/" + modelName + ":rawPredict");
    }

    @Override
    public ChatModel open(HttpClientBuilder client, SamplingParameters sampling) {
        return messages.open(new RawPredict(client.build(), url), sampling);
    }

    @Override
    public ChatRequest taken(ChatRequest request) {
        return messages.taken(request);
    }

    @Override
    public ChatRequest marked(ChatRequest request) {
        return messages.marked(request);
    }

    @Override
    public JsonNode parts(JsonNode answer) {
        return messages.parts(answer);
    }

    @Override
    public ChatResponse told(ChatResponse response, String body) {
        return messages.told(response, body);
    }

    @Override
    public Optional<String> refusal(String body) {
        return messages.refusal(body);
    }
}
