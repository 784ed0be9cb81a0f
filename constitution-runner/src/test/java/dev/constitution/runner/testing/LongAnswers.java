package dev.constitution.runner.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPOutputStream;

/** A model server on this machine whose answers are long, and held nowhere whole. */
public final class LongAnswers implements AutoCloseable {
    private static final byte[] WORDS = "Rain falls on the hills and the river takes it to the sea, slowly. "
            .repeat(1000)
            .getBytes(UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final IntUnaryOperator megabytes;
    private final boolean isZipped;

    /**
     * @param megabytes how long the answer to the request of a number is, about; 0 for a short one
     * @param isZipped whether it goes over the wire in gzip's form
     */
    public LongAnswers(IntUnaryOperator megabytes, boolean isZipped) {
        this.megabytes = megabytes;
        this.isZipped = isZipped;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** What {@code --model} takes to reach it. */
    public String model() {
        return "openai-compatible:stub@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int number = requests.incrementAndGet();
        long bytes = megabytes.applyAsInt(number) * 1_000_000L;
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0); // in chunks: it does not say how long it will be
            try (OutputStream out = out(exchange)) {
                out.write("{\"choices\":[{\"message\":{\"content\":\"".getBytes(UTF_8));
                out.write(("Number " + number + ". ").getBytes(UTF_8));
                for (long sent = 0; sent < bytes; sent += WORDS.length) {
                    out.write(WORDS);
                }
                out.write("\"},\"finish_reason\":\"stop\"}]}".getBytes(UTF_8));
            }
        }
    }

    private OutputStream out(HttpExchange exchange) throws IOException {
        return isZipped ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
