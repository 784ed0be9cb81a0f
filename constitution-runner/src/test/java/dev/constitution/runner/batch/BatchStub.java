package dev.constitution.runner.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A provider of batches on this machine, which keeps its documented rules and breaks where a test tells it to. What is paid for
 * is counted by conversation, whichever way it was asked.
 */
final class BatchStub implements AutoCloseable {

    /** What is asked of a provider, in its own form. */
    interface Form {
        /** The name of what a request asks: upload, create, list, state, answers, cancel or chat. */
        String call(String method, String path);

        /** Answers it. */
        Reply answer(BatchStub stub, String call, String path, byte[] body);

        /** A body of the answer to a single request. */
        String completion(JsonNode request);

        /** What a request asks, by which what was paid is told. */
        default String conversation(JsonNode request) {
            return request.path("messages").toString();
        }

        /** What {@code --model} takes to reach it. */
        String model(String url);

        /** The header that a key stands in. */
        default String keyHeader() {
            return "Authorization";
        }
    }

    record Reply(int status, String body) {
        static Reply ok(String body) {
            return new Reply(200, body);
        }
    }

    /** What is to go wrong with a call. */
    enum Fault {
        NONE,
        /** Status 500, and nothing is done. */
        FAILS,
        /** Status 404. */
        UNKNOWN,
        /** It is done, and its answer is lost. */
        LOST,
        /** It is done, and its answer breaks off. */
        CUT
    }

    /** Says what goes wrong. */
    @FunctionalInterface
    interface Faults {
        /** @param count how often this has been called, from 1 */
        Fault of(String call, int count);
    }

    /** What becomes of a request in a batch. */
    enum Item {
        ANSWERED,
        TWICE,
        MISSING,
        EXPIRED,
        CANCELLED,
        SERVER_ERROR,
        REFUSED,
        UNREADABLE,
        NO_QUOTA
    }

    /** Says what becomes of requests. */
    @FunctionalInterface
    interface Items {
        /** @param asked how often it was in a batch before */
        Item of(String customId, JsonNode request, int asked);
    }

    /** A request of a batch. */
    record Request(String customId, JsonNode body) {}

    /** A batch. */
    static final class Held {
        final String id;
        final String mark;
        final String file;
        final List<Request> requests;
        final Instant created = Instant.now();
        String fault = "";
        List<Integer> faultyLines = List.of();
        int looks;
        boolean cancelled;

        /** Lines of the answers, and of the errors, once it has ended. */
        List<Answer> answers = List.of();

        Held(String id, String mark, String file, List<Request> requests) {
            this.id = id;
            this.mark = mark;
            this.file = file;
            this.requests = requests;
        }
    }

    /** What has become of a request. */
    record Answer(Request request, Item item) {}

    private final Form form;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> paid = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Held> batches = new ArrayList<>();
    private final AtomicInteger singles = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Random order = new Random(7);
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile Faults faults = (call, count) -> Fault.NONE;
    private volatile Items items = (id, request, before) -> Item.ANSWERED;
    private volatile int looksToTheEnd = 2;
    private volatile boolean requiresKey;
    private volatile Function<Held, String> refusing = batch -> "";
    private volatile Predicate<JsonNode> spoiling = request -> false;
    private volatile String heldCall = "";
    private volatile int heldCount;
    private volatile boolean holdsAfter;
    private volatile CountDownLatch held = new CountDownLatch(0);

    BatchStub(Form form) {
        this.form = form;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String model() {
        return form.model(url());
    }

    void faults(Faults value) {
        faults = value;
    }

    void items(Items value) {
        items = value;
    }

    /** Says of each new batch why it is refused as a whole; empty where it is not. */
    void refusing(Function<Held, String> value) {
        refusing = value;
    }

    /** Says of a request whether it spoils the batch that it is in; by itself it is refused. */
    void spoiling(Predicate<JsonNode> value) {
        spoiling = value;
    }

    /** From now on nothing is answered without a key. */
    void requireKey() {
        requiresKey = true;
    }

    /** How often a batch is looked at before it is found ended. */
    void endsAtLook(int look) {
        looksToTheEnd = look;
    }

    /** The n-th call of a name from now on gets no answer; the latch opens when it is there, or done. */
    CountDownLatch holdAt(String call, int count, boolean afterwards) {
        held = new CountDownLatch(1);
        holdsAfter = afterwards;
        heldCount = count(call) + count;
        heldCall = call;
        return held;
    }

    void holdNothing() {
        heldCall = "";
    }

    int count(String call) {
        AtomicInteger count = calls.get(call);
        return count == null ? 0 : count.get();
    }

    /** How many conversations were answered, each counted once. */
    int answered() {
        return paid.size();
    }

    /** How many answers were given for conversations that had one. */
    int paidTwice() {
        return paid.values().stream().mapToInt(AtomicInteger::get).sum() - paid.size();
    }

    /** How many requests came one by one. */
    int singles() {
        return singles.get();
    }

    synchronized List<Held> batches() {
        return List.copyOf(batches);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String call = form.call(exchange.getRequestMethod(), path);
            int count = calls.computeIfAbsent(call, name -> new AtomicInteger()).incrementAndGet();
            boolean isHeld = call.equals(heldCall) && count == heldCount;
            if (isHeld && !holdsAfter) {
                held.countDown();
                never.await();
            }
            Fault fault = faults.of(call, count);
            Reply reply = fault == Fault.UNKNOWN
                    ? new Reply(404, "{\"detail\":\"Not Found\"}")
                    : fault == Fault.FAILS
                            ? new Reply(
                                    500,
                                    "{\"error\":{\"message\":\"the server had an error\",\"type\":\"server_error\"}}")
                            : isRefused(exchange)
                                    ? new Reply(401, "{\"error\":{\"message\":\"" + call + " came without a key\"}}")
                                    : form.answer(this, call, path, body);
            if (isHeld) {
                held.countDown();
                never.await();
            }
            if (fault == Fault.LOST) {
                return;
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes, 0, fault == Fault.CUT ? bytes.length / 2 : bytes.length);
            exchange.getResponseBody().flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    private boolean isRefused(HttpExchange exchange) {
        return requiresKey && exchange.getRequestHeaders().getFirst(form.keyHeader()) == null;
    }

    // What forms use.

    String next(String prefix) {
        return prefix + numbers.incrementAndGet();
    }

    synchronized String keep(byte[] file) {
        String id = next("file-");
        files.put(id, file);
        return id;
    }

    synchronized byte[] file(String id) {
        byte[] file = files.get(id);
        return file == null ? new byte[0] : file;
    }

    /** The numbers of those that spoil their batch, from 1. */
    List<Integer> spoiled(List<Request> requests) {
        return IntStream.range(0, requests.size())
                .filter(i -> spoiling.test(requests.get(i).body()))
                .mapToObj(i -> i + 1)
                .toList();
    }

    synchronized Held add(Held batch) {
        batch.fault = batch.fault.isEmpty() ? refusing.apply(batch) : batch.fault;
        batches.add(batch);
        return batch;
    }

    synchronized Held batch(String id) {
        return batches.stream().filter(batch -> batch.id.equals(id)).findFirst().orElseThrow();
    }

    /** Whether the batch has ended by this look. */
    synchronized boolean look(Held batch) {
        batch.looks++;
        if (batch.fault.isEmpty() && batch.answers.isEmpty() && (batch.looks >= looksToTheEnd || batch.cancelled)) {
            batch.answers = end(batch);
        }
        return !batch.fault.isEmpty() || !batch.answers.isEmpty();
    }

    private List<Answer> end(Held batch) {
        List<Answer> answers = new ArrayList<>();
        for (Request request : batch.requests) {
            int before = asked.merge(request.customId(), 1, Integer::sum) - 1;
            boolean isCut =
                    batch.cancelled && batch.looks < looksToTheEnd && answers.size() >= batch.requests.size() / 2;
            Item item = isCut ? Item.CANCELLED : items.of(request.customId(), request.body(), before);
            if (item == Item.ANSWERED || item == Item.TWICE || item == Item.UNREADABLE || item == Item.MISSING) {
                pay(request.body());
            }
            answers.add(new Answer(request, item));
            if (item == Item.TWICE) {
                answers.add(new Answer(request, item));
            }
        }
        Collections.shuffle(answers, order);
        return answers;
    }

    private void pay(JsonNode request) {
        paid.computeIfAbsent(form.conversation(request), text -> new AtomicInteger())
                .incrementAndGet();
    }

    /** A request by itself. */
    Reply single(JsonNode request) {
        singles.incrementAndGet();
        if (spoiling.test(request)) {
            return new Reply(
                    400, "{\"error\":{\"message\":\"this request is not taken\",\"type\":\"invalid_request_error\"}}");
        }
        pay(request);
        return Reply.ok(form.completion(request));
    }

    static Map<String, String> query(String path) {
        Map<String, String> found = new LinkedHashMap<>();
        int at = path.indexOf('?');
        for (String pair : at < 0 ? new String[0] : path.substring(at + 1).split("&")) {
            found.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return found;
    }

    @Override
    public void close() {
        never.countDown();
        threads.shutdownNow();
        new Thread(() -> server.stop(0)).start();
    }
}
