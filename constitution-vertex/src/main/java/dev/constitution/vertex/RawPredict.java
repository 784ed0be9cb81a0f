package dev.constitution.vertex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;

/**
 * Sends Anthropic's requests as Vertex AI takes them: the model is in the address and not in the body, the API's version is in the
 * body and not in a header, and Anthropic's key is not sent. Used by one thread.
 */
final class RawPredict implements HttpClient, HttpClientBuilder {
    private static final String VERSION = "vertex-2023-10-16";

    private final HttpClient client;
    private final String url;

    RawPredict(HttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        ObjectNode body = (ObjectNode) Json.parseExactly(String.valueOf(request.body()));
        body.remove("model");
        body.put("anthropic_version", VERSION);
        return client.execute(HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(url)
                .addHeader("Content-Type", "application/json")
                .body(body.toString())
                .build());
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("models by name do not stream");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    /** Unused: the client underneath has its own. */
    @Override
    public Duration connectTimeout() {
        return Duration.ZERO;
    }

    /** Does nothing: the client underneath has its own. */
    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    /** Unused: the client underneath has its own. */
    @Override
    public Duration readTimeout() {
        return Duration.ZERO;
    }

    /** Does nothing: the client underneath has its own. */
    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }
}
