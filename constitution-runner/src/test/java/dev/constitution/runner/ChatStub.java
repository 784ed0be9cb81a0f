package dev.constitution.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A server of OpenAI's form on this machine whose answers follow from the request, and that counts how often each
 * conversation was answered: what a run pays for.
 */
final class ChatStub implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final int padding;
    private volatile IntConsumer onRequest = number -> {};

    /**
     * @param padding how many characters each answer is longer by
     */
    ChatStub(int padding) throws IOException {
        this.padding = padding;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Calls back with each request's number, from 1, before it is answered. */
    void onRequest(IntConsumer callback) {
        this.onRequest = callback;
    }

    String model() {
        return "openai-compatible:stub@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    int requests() {
        return requests.get();
    }

    /** How many answers were sent for conversations that had been answered before. */
    int answeredAgain() {
        return answered.values().stream().mapToInt(count -> count.get() - 1).sum();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = Json.MAPPER.readTree(exchange.getRequestBody());
            onRequest.accept(requests.incrementAndGet());
            String conversation = request.get("messages").toString();
            byte[] body = body(conversation).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            answered.computeIfAbsent(conversation, text -> new AtomicInteger()).incrementAndGet();
        }
    }

    private String body(String conversation) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", "x").put("object", "chat.completion").put("created", 1).put("model", "stub-1");
        ObjectNode choice = json.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", "Answer " + Integer.toHexString(conversation.hashCode()) + " " + "x".repeat(padding));
        json.putObject("usage")
                .put("prompt_tokens", 10)
                .put("completion_tokens", 5)
                .put("total_tokens", 15);
        return json.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
