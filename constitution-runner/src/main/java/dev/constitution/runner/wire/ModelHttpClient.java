package dev.constitution.runner.wire;

import dev.constitution.runner.base.LoneSurrogates;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client under every provider's model: one request, one answer, no retries. Thread-safe.
 *
 * <p>It stands on a blocking socket for each request under way (see docs/decisions), and beside it:
 *
 * <ol>
 *   <li>It speaks HTTP/1.1: an attempt to upgrade to HTTP/2 breaks vLLM and LM Studio (langchain4j issues 3682, 3883).
 *   <li>Its timeout ends an exchange in which the server is silent, a stalled body too, see {@link CancellableRequest}; an
 *       interrupt ends it at once.
 *   <li>Its {@link HttpStatusException} keeps the headers, for {@code Retry-After}.
 *   <li>A key that a server repeats in an answer is struck out.
 *   <li>What is compressed, or in another character set than UTF-8, is read, though nobody asked for it so.
 *   <li>A lone surrogate in a message is sent as JSON's escape, not as a question mark.
 * </ol>
 */
public final class ModelHttpClient {
    /** More than any model writes: a server gone wild must not fill the memory. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final HttpConnections connections;
    private final Map<String, List<String>> jsonHeaders;
    private final Duration timeout;
    private final @Nullable String key;
    private final @Nullable KeyMask mask;

    /** @param timeout how long the server may be silent */
    public ModelHttpClient(Duration timeout, @Nullable String key) {
        this(timeout, key, HttpConnections.open(timeout));
    }

    ModelHttpClient(Duration timeout, @Nullable String key, HttpConnections connections) {
        this.timeout = timeout;
        this.key = key;
        this.mask = key == null ? null : new KeyMask(key);
        this.connections = connections;
        this.jsonHeaders = jsonHeaders(key);
        CancellableRequest.prepare();
    }

    private static Map<String, List<String>> jsonHeaders(@Nullable String key) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        if (key != null) {
            headers.put("Authorization", List.of("Bearer " + key));
        }
        headers.put("Content-Type", List.of("application/json; charset=UTF-8"));
        return headers;
    }

    boolean sendsKey() {
        return key != null;
    }

    /**
     * Sends a request of LangChain4j's and returns the body of the answer.
     *
     * @param sent makes what is sent of what LangChain4j wrote
     */
    String send(HttpRequest request, UnaryOperator<String> sent, int timeouts) {
        String written = request.body();
        byte[] body = written == null
                ? new byte[0]
                : LoneSurrogates.escaped(sent.apply(written)).getBytes(StandardCharsets.UTF_8);
        return send(request.method().name(), URI.create(request.url()), request.headers(), body, timeouts);
    }

    /** An answer of any status. */
    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    /**
     * Sends a JSON body and returns the body of the answer.
     *
     * @param timeouts how many times the timeout the server may be silent
     * @throws HttpStatusException when the answer's status is not 2xx
     * @throws TimeoutException when the server is silent for too long
     * @throws UncheckedIOException when no whole answer comes
     */
    public String post(URI address, byte[] json, int timeouts) {
        return send("POST", address, jsonHeaders, json, timeouts);
    }

    private String send(String method, URI address, Map<String, List<String>> headers, byte[] body, int timeouts) {
        CancellableRequest request = new CancellableRequest(timeout.multipliedBy(timeouts));
        Answer received;
        try {
            received = request.run(() -> {
                HttpRoute route = connections.route(address);
                byte[] message = HttpMessage.of(method, route.target(address), address.getAuthority(), headers, body);
                return exchange(route, message, request);
            });
        } catch (IOException e) {
            throw failure(e, request);
        }
        if (received.status / 100 != 2) {
            throw refused(received);
        }
        return received.body;
    }

    private Answer exchange(HttpRoute route, byte[] message, CancellableRequest request) throws IOException {
        HttpConnection connection = connections.take(route, request);
        try {
            return receive(connection.send(message), connection.body());
        } finally {
            connections.giveBack(route, connection, request);
        }
    }

    private HttpStatusException refused(Answer received) {
        String words = WebPage.words(received.body);
        HttpStatusException refusal = new HttpStatusException(received.status, words, received.headers);
        // Redirects are not followed: the key would go wherever they say.
        String elsewhere =
                received.status / 100 == 3 ? refusal.header("location").orElse("") : "";
        return elsewhere.isEmpty()
                ? refusal
                : new HttpStatusException(
                        received.status,
                        "the server answers at another address, " + withoutKey(elsewhere) + "; name that one",
                        received.headers);
    }

    private static RuntimeException failure(IOException failure, CancellableRequest request) {
        if (Thread.currentThread().isInterrupted()) {
            return new UncheckedIOException(new InterruptedIOException("interrupted while waiting for an answer"));
        }
        return request.isLate() ? new TimeoutException(request.lateness(), failure) : new UncheckedIOException(failure);
    }

    private Answer receive(HttpHead head, InputStream arriving) throws IOException {
        byte[] body = arriving.readNBytes(MAX_ANSWER_BYTES + 1);
        if (body.length > MAX_ANSWER_BYTES) {
            throw new IOException("the answer is longer than " + (MAX_ANSWER_BYTES >> 20) + " MiB");
        }
        String text =
                AnswerBody.text(body, head.first("content-encoding"), head.first("content-type"), MAX_ANSWER_BYTES);
        return new Answer(head.status(), head.headers(), withoutKey(text));
    }

    private String withoutKey(String text) {
        return mask == null ? text : mask.strikeOut(text);
    }
}
