package dev.constitution.runner.wire;

import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.base.LoneSurrogates;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client under every provider's model: one request, one answer, no retries. Thread-safe.
 *
 * <p>It stands on Apache's blocking client, and beside it:
 *
 * <ol>
 *   <li>It speaks HTTP/1.1: an attempt to upgrade to HTTP/2 breaks vLLM and LM Studio (langchain4j issues 3682, 3883).
 *   <li>Its timeout ends an exchange in which the server is silent, a stalled body too, see {@link CancellableRequest}; an
 *       interrupt ends it at once.
 *   <li>Its {@link HttpStatusException} keeps the headers, for {@code Retry-After}.
 *   <li>A key that a server repeats in an answer is struck out, and so is a proxy's password.
 *   <li>What is compressed, or in another character set than UTF-8, is read, though nobody asked for it so.
 *   <li>A lone surrogate in a message is sent as JSON's escape, not as a question mark.
 * </ol>
 */
public final class ModelHttpClient {
    private static final int PROXY_WANTS_PASSWORD = 407;

    private final CloseableHttpClient client;
    private final Duration timeout;
    private final @Nullable String key;
    private final List<KeyMask> masks;
    private final ProxyRoutes routes;
    private volatile boolean answers;

    /**
     * @param address where the model is, for its proxy's sake
     * @param timeout how long the server may be silent
     * @throws IllegalArgumentException if the proxy that the environment names cannot be used
     */
    public ModelHttpClient(String address, Duration timeout, @Nullable String key, ProxyVariables proxies) {
        this.timeout = timeout;
        this.key = key;
        this.routes = new ProxyRoutes(proxies);
        this.masks = new ArrayList<>(routes.secrets(URI.create(address)));
        if (key != null) {
            masks.add(new KeyMask(key));
        }
        this.client = HttpConnections.open(timeout, routes);
        CancellableRequest.prepare();
    }

    boolean sendsKey() {
        return key != null;
    }

    /**
     * Sends a request of LangChain4j's and returns the body of the answer.
     *
     * @param sent makes what is sent of what LangChain4j wrote
     */
    String send(HttpRequest request, UnaryOperator<String> sent, int timeouts, AnswerRoom.Claim claim) {
        HttpUriRequestBase post = new HttpUriRequestBase(request.method().name(), URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> post.addHeader(name, value)));
        String body = request.body();
        if (body != null) {
            post.setEntity(new ByteArrayEntity(
                    LoneSurrogates.escaped(sent.apply(body)).getBytes(StandardCharsets.UTF_8), null));
        }
        return send(post, timeouts, claim);
    }

    /** An answer of any status. */
    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    /** Sends a JSON body and returns the body of the answer. */
    String post(URI address, byte[] json, int timeouts, AnswerRoom.Claim claim) {
        HttpPost request = new HttpPost(address);
        if (key != null) {
            request.addHeader("Authorization", "Bearer " + key);
        }
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return send(request, timeouts, claim);
    }

    private String send(HttpUriRequestBase request, int timeouts, AnswerRoom.Claim claim) {
        CancellableRequest cancellable = new CancellableRequest(request, timeout.multipliedBy(timeouts));
        Answer received;
        try {
            received = cancellable.run(() -> client.execute(
                    request, routes.pass(uri(request)), response -> receive(response, cancellable, claim)));
        } catch (IOException e) {
            throw failure(e, cancellable, "http".equals(uri(request).getScheme()) && !answers);
        }
        if (received.status == PROXY_WANTS_PASSWORD) {
            throw refusedByProxy(uri(request));
        }
        if (received.status / 100 != 2) {
            throw refused(received);
        }
        return received.body;
    }

    private static URI uri(HttpUriRequestBase request) {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the request was made of an address", e);
        }
    }

    private HttpStatusException refusedByProxy(URI address) {
        return new HttpStatusException(
                PROXY_WANTS_PASSWORD,
                routes.name(address) + " does not let the request pass without a user and password that it knows",
                Map.of());
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

    private static RuntimeException failure(IOException failure, CancellableRequest request, boolean maySpeakTls) {
        if (Thread.currentThread().isInterrupted()) {
            return new UncheckedIOException(new InterruptedIOException("interrupted while waiting for an answer"));
        }
        return request.isLate() || failure instanceof SocketTimeoutException
                ? new TimeoutException(request.lateness(), failure)
                : new UncheckedIOException(words(failure, maySpeakTls), failure);
    }

    private static String words(IOException failure, boolean maySpeakTls) {
        boolean closed = failure instanceof NoHttpResponseException
                || failure instanceof ConnectionClosedException
                || (failure instanceof SocketException && !(failure instanceof ConnectException));
        return closed
                ? "the connection was closed before an answer came (" + failure.getMessage() + ")"
                        + (maySpeakTls ? "; where the server speaks https, write https:// in its address" : "")
                : failure.toString();
    }

    private Answer receive(ClassicHttpResponse response, CancellableRequest request, AnswerRoom.Claim claim)
            throws IOException {
        request.received();
        answers = true;
        AnswerBody body = new AnswerBody(claim, request::received, response.getCode() / 100 != 2);
        HttpEntity entity = response.getEntity();
        byte[] bytes = entity == null ? new byte[0] : body.bytes(watched(entity, request), entity.getContentLength());
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        String text = body.text(
                bytes,
                value(response.getFirstHeader("Content-Encoding")),
                value(response.getFirstHeader("Content-Type")));
        return new Answer(response.getCode(), headers, withoutKey(text));
    }

    private static @Nullable String value(@Nullable Header header) {
        return header == null ? null : header.getValue();
    }

    /** Tells the request of every piece that arrives: blank lines and comments too, by which a server keeps it alive. */
    private static InputStream watched(HttpEntity entity, CancellableRequest request) throws IOException {
        return new FilterInputStream(entity.getContent()) {
            @Override
            public int read(byte[] bytes, int start, int length) throws IOException {
                int count = super.read(bytes, start, length);
                request.received();
                return count;
            }
        };
    }

    private String withoutKey(String text) {
        String masked = text;
        for (KeyMask mask : masks) {
            masked = mask.strikeOut(masked);
        }
        return masked;
    }
}
