package dev.constitution.runner.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model server on this machine. It gives every request its own answer, unless a test tells it otherwise, and keeps what it
 * was sent.
 */
public final class LoopbackServer implements AutoCloseable {
    static final int MILLIS_BETWEEN_BLANKS = 50;
    private static final int BLANKS = 40;
    private static final int ENOUGH = 1_000_000;

    /** Says what a request is answered. */
    @FunctionalInterface
    public interface Script {
        ServerAnswer answer(ServerRequest request) throws InterruptedException;
    }

    private final List<ServerRequest> received = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore allowed = new Semaphore(ENOUGH);
    private final CountDownLatch stalling = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Script script = ServerRequest::ownAnswer;

    public LoopbackServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What {@code --model} takes to reach it. */
    public String model() {
        return "openai-compatible:stub@" + url() + "/v1";
    }

    /** The model behind it, as the command line opens it with a key. */
    public ChatModel chatModel(Duration timeout) {
        Map<String, String> environment = Map.of("OPENAI_COMPATIBLE_API_KEY", "sk-test");
        return Models.create(ModelSpec.parse(model()), new ModelSettings(environment::get, timeout));
    }

    /** From now on requests are answered so. */
    public LoopbackServer answering(Script newScript) {
        script = newScript;
        return this;
    }

    /** The same; what is returned tells when the request of this number is there. */
    public CountDownLatch answeringAndTelling(int request, Script newScript) {
        CountDownLatch there = new CountDownLatch(1);
        answering(asked -> {
            if (asked.number() == request) {
                there.countDown();
            }
            return newScript.answer(asked);
        });
        return there;
    }

    /** From now on every request is answered so. */
    public LoopbackServer answerWith(ServerAnswer answer) {
        return answering(request -> answer);
    }

    /** From now on answers are held back until they are allowed. */
    public LoopbackServer hold() {
        allowed.drainPermits();
        return this;
    }

    public void allow(int answers) {
        allowed.release(answers);
    }

    public void allowAll() {
        allowed.release(ENOUGH);
    }

    /** Waits until as many requests more have come. */
    public void awaitRequests(int count) throws InterruptedException {
        if (!arrived.tryAcquire(count, 2, TimeUnit.MINUTES)) {
            throw new AssertionError("fewer than " + count + " requests have come");
        }
    }

    /** Waits until an answer has stalled. */
    public void awaitStall() throws InterruptedException {
        stalling.await();
    }

    public List<ServerRequest> received() {
        return received;
    }

    public int requests() {
        return received.size();
    }

    /** How many answers of status 200 were sent whole. */
    public int answers() {
        return answered.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** How many of them were for conversations that had been answered before. */
    public int answeredAgain() {
        return answers() - answered.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ServerRequest request = new ServerRequest(
                    numbers.incrementAndGet(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body(exchange));
            received.add(request);
            arrived.release();
            allowed.acquire();
            ServerAnswer answer = script.answer(request);
            send(answer, exchange);
            if (answer.isSound()) {
                answered.computeIfAbsent(request.conversation(), text -> new AtomicInteger())
                        .incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In JSON; a form as one text. */
    private static JsonNode body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded")
                ? TextNode.valueOf(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                : Json.MAPPER.readTree(exchange.getRequestBody());
    }

    private void send(ServerAnswer answer, HttpExchange exchange) throws IOException, InterruptedException {
        byte[] bytes = answer.bytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean queued = answer.transfer() == ServerAnswer.Transfer.QUEUED
                || answer.transfer() == ServerAnswer.Transfer.QUEUED_FOR_EVER;
        exchange.sendResponseHeaders(answer.status(), queued ? 0 : bytes.length);
        OutputStream out = exchange.getResponseBody();
        switch (answer.transfer()) {
            case WHOLE -> out.write(bytes);
            case QUEUED -> {
                blanks(out, BLANKS);
                out.write(bytes);
            }
            case QUEUED_FOR_EVER -> blanks(out, ENOUGH);
            case CUT -> out.write(bytes, 0, bytes.length - 1);
            default -> {
                out.write(bytes, 0, 1);
                out.flush();
                stalling.countDown();
                closing.await();
            }
        }
    }

    private void blanks(OutputStream out, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count && !closing.await(MILLIS_BETWEEN_BLANKS, TimeUnit.MILLISECONDS); i++) {
            out.write('\n');
            out.flush();
        }
    }

    /** Lets go of the address; whoever comes is turned away. */
    public void stop() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** As {@link #stop}, but does not wait for it: the JDK's server takes its time. */
    @Override
    public void close() {
        Thread stop = new Thread(this::stop, "loopback-server-stop");
        stop.setDaemon(true);
        stop.start();
    }
}
