package dev.constitution.vertex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.AnthropicDialect;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import java.util.function.UnaryOperator;

/**
 * Anthropic's requests as Vertex AI takes them: the model is in the address and not in the body, the API's version is in the
 * body and not in a header, and Anthropic's key is not sent.
 *
 * @param url where the model is asked
 */
record RawPredict(String url) implements UnaryOperator<HttpRequest> {
    private static final String VERSION = "vertex-2023-10-16";

    /** LangChain4j wants a key, which is not sent. */
    private static final String NO_KEY = "none";

    /** Claude on Vertex AI. */
    static AnthropicDialect claude(String modelName, VertexEndpoint endpoint) {
        RawPredict form =
                new RawPredict(endpoint.address() + "/publishers/anthropic/models/" + modelName + ":rawPredict");
        return new AnthropicDialect(modelName, endpoint.address(), NO_KEY, form);
    }

    @Override
    public HttpRequest apply(HttpRequest request) {
        ObjectNode body = (ObjectNode) Json.parseExactly(String.valueOf(request.body()));
        body.remove("model");
        body.put("anthropic_version", VERSION);
        return HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(url)
                .addHeader("Content-Type", "application/json")
                .body(body.toString())
                .build();
    }
}
