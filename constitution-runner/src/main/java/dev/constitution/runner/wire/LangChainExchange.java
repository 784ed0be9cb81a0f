package dev.constitution.runner.wire;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of a LangChain4j model that lives for one request, and its own builder, since LangChain4j asks for one:
 * either it sends and stops the model before it reads the answer, or it hands the model an answer to read. Used by one
 * thread.
 */
final class LangChainExchange implements HttpClient, HttpClientBuilder {

    /** Ends a model's call once its answer is here: nothing has read it yet. */
    private static final class Arrived extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Arrived() {
            super("the answer is here", null, false, false);
        }
    }

    private final @Nullable Function<HttpRequest, String> sender;
    private @Nullable String body;

    private LangChainExchange(@Nullable Function<HttpRequest, String> sender, @Nullable String body) {
        this.sender = sender;
        this.body = body;
    }

    /** Sends the model's request in this way; the answer's body is then {@link #body()}, and the model's call fails. */
    static LangChainExchange sending(Function<HttpRequest, String> sender) {
        return new LangChainExchange(sender, null);
    }

    /** Gives this body as the answer to the model's request, which is not sent. */
    static LangChainExchange answering(String body) {
        return new LangChainExchange(null, body);
    }

    /** What the request was answered with status 2xx; null before. */
    @Nullable
    String body() {
        return body;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        if (sender != null) {
            body = sender.apply(request);
            throw new Arrived();
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(200)
                .headers(Map.of())
                .body(body)
                .build();
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
