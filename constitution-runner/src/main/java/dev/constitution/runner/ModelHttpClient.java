package dev.constitution.runner;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client under every provider's model, and its own builder, since LangChain4j asks for one. Thread-safe.
 *
 * <p>It differs from LangChain4j's client on the JDK in five ways:
 *
 * <ol>
 *   <li>It speaks HTTP/1.1: an attempt to upgrade to HTTP/2 breaks vLLM and LM Studio (langchain4j issues 3682, 3883).
 *   <li>Its timeout covers the answer's body, which {@code HttpRequest.timeout} does not on JDK 17.
 *   <li>Its {@link HttpStatusException} keeps the headers, for {@code Retry-After}.
 *   <li>A key that a server repeats in an answer is struck out.
 *   <li>A lone surrogate in a message is sent as JSON's escape, not as a question mark.
 * </ol>
 */
final class ModelHttpClient implements HttpClient, HttpClientBuilder {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(20);

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final @Nullable String key;
    private final ThreadLocal<@Nullable String> answer = new ThreadLocal<>();

    ModelHttpClient(Duration timeout, @Nullable String key) {
        this.timeout = timeout;
        this.key = key;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT)
                .build();
    }

    /**
     * Makes a call that uses this client on the calling thread, and tells an answer that cannot be read from one that never
     * came: LangChain4j throws whatever it stumbles over, a NullPointerException for example.
     *
     * @throws MalformedAnswerException when an answer of status 2xx came and the call failed all the same
     */
    ChatResponse reading(Supplier<ChatResponse> call) {
        try {
            return call.get();
        } catch (ContentFilteredException e) {
            throw e;
        } catch (RuntimeException e) {
            String body = answer.get();
            throw body == null ? e : new MalformedAnswerException(body, e);
        } finally {
            answer.remove();
        }
    }

    /** What the calling thread's call was answered with status 2xx, or an empty text. */
    String answer() {
        String body = answer.get();
        return body == null ? "" : body;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        String recorded = RawAnswers.recorded().orElse(null);
        if (recorded != null) {
            return success(200, Map.of(), recorded);
        }
        HttpResponse<byte[]> response = await(client.sendAsync(jdk(request), HttpResponse.BodyHandlers.ofByteArray()));
        String body = withoutKey(new String(response.body(), StandardCharsets.UTF_8));
        Map<String, List<String>> headers = response.headers().map();
        if (response.statusCode() / 100 != 2) {
            throw new HttpStatusException(response.statusCode(), body, headers);
        }
        RawAnswers.arrived(body);
        return success(response.statusCode(), headers, body);
    }

    private SuccessfulHttpResponse success(int status, Map<String, List<String>> headers, String body) {
        answer.set(body);
        return SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(headers)
                .body(body)
                .build();
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> exchange) {
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            exchange.cancel(true);
            throw new TimeoutException("no complete answer within " + timeout, e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for an answer"));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return new TimeoutException(cause);
        }
        return new UncheckedIOException(cause instanceof IOException io ? io : new IOException(cause));
    }

    private static java.net.http.HttpRequest jdk(HttpRequest request) {
        String body = request.body();
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method().name(),
                        body == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(LoneSurrogates.escaped(body)));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private String withoutKey(String text) {
        return key == null ? text : text.replace(key, "[key]");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("models by name do not stream");
    }

    @Override
    public HttpClient build() {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return timeout;
    }

    /** Does nothing: the timeout was given with this object. */
    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    /** Does nothing: the timeout was given with this object. */
    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }
}
