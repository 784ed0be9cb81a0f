package dev.constitution.runner.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.constitution.runner.base.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a run's metrics under {@code /metrics} until it is closed, and nothing else. */
public final class MetricsServer implements Closeable {
    private static final String PATH = "/metrics";

    /** One client that dawdles keeps no other waiting. */
    private static final int THREADS = 2;

    private final RunMetrics metrics;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "metrics");
        thread.setDaemon(true);
        return thread;
    });

    private MetricsServer(RunMetrics metrics, HttpServer server) {
        this.metrics = metrics;
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Begins to serve.
     *
     * @param address a port of 0 is any that is free
     * @throws UsageException if the address cannot be had
     */
    public static MetricsServer start(RunMetrics metrics, InetSocketAddress address) {
        try {
            return new MetricsServer(metrics, HttpServer.create(address, 0));
        } catch (IOException e) {
            throw new UsageException(
                    "--metrics-port: " + address.getAddress().getHostAddress() + ":" + address.getPort()
                            + " cannot be had (" + e.getMessage() + "); name another port, or 0 for any that is free",
                    e);
        }
    }

    /** Where the metrics are. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (!isHead && !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", MetricsText.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, isHead ? -1 : text.length);
                if (!isHead) {
                    exchange.getResponseBody().write(text);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
