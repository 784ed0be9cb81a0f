package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that gives every request the same answer, unless others were put before it, and keeps what it
 * was sent. */
final class WireServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> RETRY_LATER = Map.of("Retry-After", "7");

    /** One request as it came in. */
    record Received(String path, Map<String, List<String>> headers, JsonNode body) {}

    private record Answer(int status, String body, Map<String, String> headers, int unsentBytes) {}

    private final Queue<Answer> first = new ConcurrentLinkedQueue<>();

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch stalling = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Answer answer = new Answer(200, "", RETRY_LATER, 0);
    private volatile boolean stalls;

    WireServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answerWith(int newStatus, String newBody) {
        answer = new Answer(newStatus, newBody, RETRY_LATER, 0);
    }

    /** One of the next requests, in the order of these calls, is answered so. */
    void answerFirst(int status, String body, Map<String, String> headers) {
        first.add(new Answer(status, body, headers, 0));
    }

    /** As {@link #answerFirst}, but the connection is cut before the last byte. */
    void cutFirst(String body) {
        first.add(new Answer(200, body, Map.of(), 1));
    }

    /** From now on the first byte of an answer is sent, and never the rest. */
    void stall() {
        stalls = true;
    }

    void awaitStall() throws InterruptedException {
        stalling.await();
    }

    List<Received> received() {
        return received;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    JSON.readTree(exchange.getRequestBody())));
            Answer next = first.poll();
            Answer now = next == null ? answer : next;
            byte[] bytes = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            now.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(now.status(), bytes.length);
            OutputStream out = exchange.getResponseBody();
            if (stalls) {
                out.write(bytes, 0, 1);
                out.flush();
                stalling.countDown();
                closing.await();
            } else {
                out.write(bytes, 0, bytes.length - now.unsentBytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
