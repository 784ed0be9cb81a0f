package dev.constitution.runner.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.constitution.local.ProxyVariables;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.http.CancellableRequest;
import dev.constitution.runner.http.HttpBody;
import dev.constitution.runner.http.HttpConnections;
import dev.constitution.runner.http.HttpConnector;
import dev.constitution.runner.http.HttpHead;
import dev.constitution.runner.http.HttpMessage;
import dev.constitution.runner.http.HttpRoute;
import dev.constitution.runner.http.ProxyRoutes;
import dev.constitution.runner.http.TunnelRefusedException;
import dev.constitution.runner.identity.Credential;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;

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
 *   <li>A key that a server repeats in an answer is struck out, and so is a proxy's password.
 *   <li>What is compressed, or in another character set than UTF-8, is read, though nobody asked for it so.
 *   <li>A lone surrogate in a message is sent as JSON's escape, not as a question mark.
 * </ol>
 */
public final class ModelHttpClient {
    private static final int PROXY_WANTS_PASSWORD = 407;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Map<String, List<String>> JSON_HEADERS =
            Map.of("Content-Type", List.of("application/json; charset=UTF-8"));

    private final String address;
    private final HttpConnections connections;
    private final Map<URI, Kind> posts = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final Credential credential;
    private final List<String> secretsOfProxy;
    private volatile Masks masks = new Masks(Set.of(), List.of());
    private volatile boolean answers;

    /**
     * @param address where the model is, for its proxy's sake
     * @param timeout how long the server may be silent
     * @param credential adds its headers to every request
     * @throws IllegalArgumentException if the proxy that the environment names cannot be used
     */
    public ModelHttpClient(String address, Duration timeout, Credential credential, ProxyVariables proxies) {
        this(
                address,
                timeout,
                credential,
                new ProxyRoutes(proxies),
                new HttpConnector(timeout, SSLSocketFactory::getDefault));
    }

    ModelHttpClient(
            String address, Duration timeout, Credential credential, ProxyRoutes routes, HttpConnector connector) {
        this.address = address;
        this.timeout = timeout;
        this.credential = credential;
        this.secretsOfProxy = List.copyOf(routes.secrets(URI.create(address)));
        this.connections = new HttpConnections(connector, routes);
        strikeOut(Set.of());
        CancellableRequest.prepare();
    }

    boolean sendsKey() {
        return credential.isGiven();
    }

    /**
     * Sends a request of LangChain4j's and returns the body of the answer.
     *
     * @param sent makes what is sent of what LangChain4j wrote
     */
    String send(HttpRequest request, UnaryOperator<String> sent, int timeouts, AnswerRoom.Claim claim) {
        String written = request.body();
        byte[] body = written == null
                ? new byte[0]
                : LoneSurrogates.escaped(sent.apply(written)).getBytes(StandardCharsets.UTF_8);
        URI address = URI.create(request.url());
        return send(request.method().name(), address, request.headers(), body, timeouts, claim);
    }

    /** What all requests of a kind have in common. */
    private record Kind(HttpRoute route, HttpMessage message, Credential.Proof proof) {}

    private Kind kind(String method, URI address, Map<String, List<String>> headers, Credential.Proof proof) {
        HttpRoute route = connections.route(address);
        Map<String, List<String>> all = new LinkedHashMap<>(proof.headers());
        all.putAll(headers);
        return new Kind(route, HttpMessage.to(method, route, address, all), proof);
    }

    private Credential.Proof proof(String method, URI address, Map<String, List<String>> headers, byte[] body) {
        Credential.Proof proof = credential.proof(method, address, headers, body);
        if (!masks.secrets.equals(proof.secrets())) {
            strikeOut(proof.secrets());
        }
        return proof;
    }

    /** What is struck out of answers: an answer may come after the next token does. */
    private record Masks(Set<String> secrets, List<KeyMask> masks) {}

    private synchronized void strikeOut(Set<String> secrets) {
        masks = new Masks(
                secrets,
                Stream.of(secretsOfProxy, secrets, masks.secrets)
                        .flatMap(Collection::stream)
                        .distinct()
                        .map(KeyMask::new)
                        .toList());
    }

    /** An answer of any status. */
    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    /**
     * Sends a JSON body and returns the body of the answer.
     *
     * @param timeouts how many times the timeout the server may be silent
     * @param claim takes room for the answer; its owner gives it back
     * @throws HttpStatusException when the answer's status is not 2xx
     * @throws AnswerTooLargeException when the answer is longer than one may be
     * @throws TimeoutException when the server is silent for too long
     * @throws UncheckedIOException when no whole answer comes
     */
    public String post(URI address, byte[] json, int timeouts, AnswerRoom.Claim claim) {
        Credential.Proof proof = proof("POST", address, JSON_HEADERS, json);
        Kind kind = posts.get(address);
        if (kind == null || !kind.proof.equals(proof)) {
            kind = kind("POST", address, JSON_HEADERS, proof);
            posts.put(address, kind);
        }
        return send(kind, json, timeouts, claim);
    }

    /** Where the model is. */
    String address() {
        return address;
    }

    String send(
            String method,
            URI address,
            Map<String, List<String>> headers,
            byte[] body,
            int timeouts,
            AnswerRoom.Claim claim) {
        return send(kind(method, address, headers, proof(method, address, headers, body)), body, timeouts, claim);
    }

    private String send(Kind kind, byte[] body, int timeouts, AnswerRoom.Claim claim) {
        return send(kind, body, timeouts, (head, arriving, request) -> receive(head, arriving, request, claim));
    }

    /**
     * Has the lines of an answer read as they come: it may be longer than one answer may be.
     *
     * @param lines takes each line but those that are longer than one answer may be
     */
    void lines(URI address, Map<String, List<String>> headers, Consumer<String> lines) {
        read(address, headers, (in, claim) -> BodyLines.read(in, claim, line -> lines.accept(withoutKey(line))));
    }

    /** Has an answer in JSON read as it comes: it may be longer than one answer may be. */
    void json(URI address, Map<String, List<String>> headers, ModelServer.JsonReader reader) {
        read(address, headers, (in, claim) -> {
            try (JsonParser parser = JSON.createParser(BodyLines.plain(in))) {
                reader.read(parser);
            }
        });
    }

    /** Reads a body as it comes. */
    @FunctionalInterface
    private interface Reading {
        void read(InputStream body, AnswerRoom.Claim claim) throws IOException;
    }

    private void read(URI address, Map<String, List<String>> headers, Reading reading) {
        byte[] none = new byte[0];
        Kind kind = kind("GET", address, headers, proof("GET", address, headers, none));
        var unused = send(kind, none, 1, (head, arriving, request) -> {
            try (AnswerRoom.Claim claim = AnswerRoom.OF_HEAP.claim()) {
                if (head.status() / 100 != 2) {
                    return receive(head, arriving, request, claim);
                }
                answers = true;
                reading.read(arriving, claim);
                return new Answer(head.status(), head.headers(), "");
            }
        });
    }

    /** Reads what answers a request. */
    @FunctionalInterface
    private interface Receiving {
        Answer receive(HttpHead head, HttpBody arriving, CancellableRequest request) throws IOException;
    }

    private String send(Kind kind, byte[] body, int timeouts, Receiving receiving) {
        HttpRoute route = kind.route;
        CancellableRequest request = new CancellableRequest(timeout.multipliedBy(timeouts));
        Answer received;
        try {
            received = request.run(() -> exchange(route, kind.message.with(body), request, receiving));
        } catch (IOException e) {
            throw failure(e, request, !route.tls() && !answers);
        }
        if (received.status == PROXY_WANTS_PASSWORD) {
            throw refusedByProxy(route);
        }
        if (received.status / 100 != 2) {
            throw refused(received);
        }
        return received.body;
    }

    private Answer exchange(HttpRoute route, byte[] message, CancellableRequest request, Receiving receiving)
            throws IOException {
        try {
            return connections.exchange(
                    route, message, request, (head, body) -> receiving.receive(head, body, request));
        } catch (TunnelRefusedException e) {
            if (e.statusCode() == PROXY_WANTS_PASSWORD) {
                throw refusedByProxy(route);
            }
            String words = withoutKey(WebPage.words(e.words())).strip();
            throw new ConnectException("connection to " + route + " failed: the proxy answered " + e.statusCode()
                    + (words.isEmpty() ? "" : ", \"" + words + "\""));
        }
    }

    private static HttpStatusException refusedByProxy(HttpRoute route) {
        return new HttpStatusException(
                PROXY_WANTS_PASSWORD,
                route.proxyName() + " does not let the request pass without a user and password that it knows",
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
        return request.isLate()
                ? new TimeoutException(request.lateness(), failure)
                : new UncheckedIOException(words(failure, maySpeakTls), failure);
    }

    private static String words(IOException failure, boolean maySpeakTls) {
        String hint = maySpeakTls ? "; where the server speaks https, write https:// in its address" : "";
        if (failure instanceof EOFException) {
            return failure.getMessage() + hint;
        }
        return failure instanceof SocketException && !(failure instanceof ConnectException)
                ? "the connection was closed before an answer came (" + failure.getMessage() + ")" + hint
                : failure.toString();
    }

    private Answer receive(HttpHead head, HttpBody arriving, CancellableRequest request, AnswerRoom.Claim claim)
            throws IOException {
        answers = true;
        AnswerBody body = new AnswerBody(claim, request::received, head.status() / 100 != 2);
        byte[] bytes = body.bytes(arriving, arriving.length());
        String text = body.text(bytes, head.first("content-encoding"), head.first("content-type"));
        return new Answer(head.status(), head.headers(), withoutKey(text));
    }

    String withoutKey(String text) {
        String masked = text;
        for (KeyMask mask : masks.masks) {
            masked = mask.strikeOut(masked);
        }
        return masked;
    }
}
