package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A server on this machine that speaks OpenAI's chat completions; an answer follows from its request alone, and is held
 * back until a test lets it go.
 */
final class ChatServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(0);
    private final HttpServer server;
    private volatile Function<String, String> answers =
            request -> "Answer " + HexFormat.of().formatHex(Sha256.of(request), 0, 4);

    ChatServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** What {@code --model} takes to reach it. */
    String model() {
        return "openai-compatible:slow@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Answers each request, as JSON, with what the function gives. */
    ChatServer answering(Function<String, String> function) {
        this.answers = function;
        return this;
    }

    void allow(int answers) {
        allowed.release(answers);
    }

    /** From now on no answer is held back. */
    void allowAll() {
        allowed.release(1_000_000);
    }

    /** Waits until as many requests more have come. */
    void awaitRequests(int count) throws InterruptedException {
        arrived.acquire(count);
    }

    /** The requests that were answered, in the order of their answers. */
    List<String> answered() {
        return answered;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            arrived.release();
            allowed.acquire();
            String text = answers.apply(request.toString());
            byte[] body = JSON.writeValueAsBytes(JSON.readTree("""
                    {"id": "1", "object": "chat.completion", "model": "slow-1",
                     "choices": [{"index": 0, "message": {"role": "assistant", "content": "%s"},
                                  "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}
                    """.formatted(text)));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            answered.add(request.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
