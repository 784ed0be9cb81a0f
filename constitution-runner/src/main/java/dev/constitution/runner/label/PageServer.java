package dev.constitution.runner.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LoneSurrogates;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page for a browser on this machine, with what it asks for: its own files, and answers in JSON. It is served at an address with
 * a secret, asks nothing of anybody else, and holds what it shows to be text. Thread-safe.
 */
public final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private static final int LONGEST_REQUEST = 1 << 20;
    private static final int THREADS = 8;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Answers what the page sends. */
    @FunctionalInterface
    interface Route {
        /**
         * Answers.
         *
         * @throws UsageException if what was sent cannot be used; the page is told why
         */
        ObjectNode answer(JsonNode sent) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final PageGuard guard;
    private final URI address;
    private final String page;
    private final Map<String, Route> routes;

    private PageServer(HttpServer server, String host, String page, Map<String, Route> routes) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS);
        int port = server.getAddress().getPort();
        this.guard = new PageGuard(host, port);
        this.address =
                URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + guard.path());
        this.page = page;
        this.routes = routes;
    }

    /**
     * Serves a page.
     *
     * @param host the name or address to listen at
     * @param port 0 for one that is free
     * @param page the page's name
     * @throws UsageException if nothing can listen there
     */
    static PageServer start(String host, int port, String page, Map<String, Route> routes) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        } catch (UnknownHostException e) {
            throw new UsageException("there is no host \"" + host + "\"; name an address of this machine", e);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot listen at " + host + " port " + port + ": " + e.getMessage() + "; name another port", e);
        }
        PageServer serving = new PageServer(server, host, page, routes);
        server.createContext("/", serving::handle);
        server.setExecutor(serving.threads);
        server.start();
        return serving;
    }

    /** Where the page is; whoever knows the address may use it. */
    public URI address() {
        return address;
    }

    @SuppressWarnings("resource") // closed with the exchange
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> refusal = guard.refusal(exchange);
            if (refusal.isPresent()) {
                send(exchange, 403, "text/plain; charset=utf-8", refusal.get());
                return;
            }
            String name =
                    exchange.getRequestURI().getPath().substring(guard.path().length());
            if (exchange.getRequestMethod().equals("POST")) {
                answer(exchange, name);
            } else if (exchange.getRequestMethod().equals("GET")) {
                file(exchange, name.isEmpty() ? page + ".html" : name);
            } else {
                send(exchange, 405, "text/plain; charset=utf-8", "only GET and POST are answered");
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("a request could not be answered", e); // a browser that has gone
        }
    }

    private void answer(HttpExchange exchange, String name) throws IOException {
        Route route = routes.get(name);
        if (route == null) {
            error(exchange, 404, "nothing is called " + name);
            return;
        }
        byte[] sent = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        if (sent.length > LONGEST_REQUEST) {
            error(exchange, 413, "more than " + LONGEST_REQUEST + " bytes were sent; write less");
            return;
        }
        try {
            json(exchange, 200, route.answer(Json.MAPPER.readTree(sent)));
        } catch (UsageException e) {
            error(exchange, 400, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            error(exchange, 400, "what was sent is no JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error(exchange, 503, "the server is ending");
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
            error(exchange, 500, "not done: " + e.getMessage());
        }
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        json(exchange, status, Json.MAPPER.createObjectNode().put("error", message));
    }

    private static void json(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        send(exchange, status, "application/json", LoneSurrogates.escaped(body.toString()));
    }

    private static void file(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        boolean isName = name.matches("[a-z]+\\.[a-z]+");
        try (InputStream content = isName && type != null ? PageServer.class.getResourceAsStream(name) : null) {
            if (content == null || type == null) {
                send(exchange, 404, "text/plain; charset=utf-8", "there is no such page");
            } else {
                send(exchange, 200, type, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer"); // the address holds a secret
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers what is under way, and nothing after it. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
