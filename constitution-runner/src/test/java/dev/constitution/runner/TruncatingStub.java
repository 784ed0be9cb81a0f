package dev.constitution.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of OpenAI's form that cuts off the revision of the row that asks "Two?", until it recovers. */
final class TruncatingStub implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean recovered;

    TruncatingStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String model() {
        return "openai-compatible:stub@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    int requests() {
        return requests.get();
    }

    void recover() {
        recovered = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String messages = Json.MAPPER
                    .readTree(exchange.getRequestBody())
                    .get("messages")
                    .toString();
            int number = requests.incrementAndGet();
            boolean revision = messages.contains("Write only the revised response, ready");
            boolean cut = !recovered && messages.contains("\"Two?\"") && revision;
            byte[] body =
                    ("{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stub-1\",\"choices\":"
                                    + "[{\"index\":0,\"finish_reason\":\"" + (cut ? "length" : "stop")
                                    + "\",\"message\":{\"role\":\"assistant\",\"content\":\"Answer number " + number
                                    + "\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
