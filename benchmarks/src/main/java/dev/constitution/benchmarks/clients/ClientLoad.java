package dev.constitution.benchmarks.clients;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** So many calls by one client, so many of them at once. */
public final class ClientLoad {
    private static final String TEXT = "How should a careful person answer a stranger who asks about it? ";

    private final AtomicInteger next = new AtomicInteger();
    private final int calls;
    private final int bytes;

    private ClientLoad(int calls, int bytes) {
        this.calls = calls;
        this.bytes = bytes;
    }

    /** The client's name, base URL, number of calls, calls in flight, length of a request. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException, ReflectiveOperationException {
        URI address = URI.create(arguments[1] + "/chat/completions");
        int inFlight = Integer.parseInt(arguments[3]);
        ClientLoad load = new ClientLoad(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[4]));
        if (arguments[0].endsWith("-callback")) {
            try (CallbackPoster client = Clients.callback(arguments[0], address)) {
                load.withCallbacks(client, inFlight);
            }
        } else {
            try (Poster client = Clients.waiting(arguments[0], address)) {
                load.withThreads(client, inFlight);
            }
        }
    }

    /** A thread for each call in flight; virtual ones where Java has them, as a run does it. */
    private void withThreads(Poster client, int inFlight)
            throws InterruptedException, ExecutionException, ReflectiveOperationException {
        ExecutorService threads = Runtime.version().feature() < 21 || Boolean.getBoolean("platform.threads")
                ? Executors.newFixedThreadPool(inFlight)
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            workers.add(threads.submit(() -> {
                for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                    require(client.post(body(call)));
                }
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        threads.shutdown();
    }

    /** No thread waits: the one that brings an answer asks for the next. */
    private void withCallbacks(CallbackPoster client, int inFlight) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(calls);
        for (int i = 0; i < inFlight; i++) {
            client.post(body(next.getAndIncrement()), new CallbackPoster.Reply() {
                @Override
                public void answered(byte[] answer) {
                    require(answer);
                    open.countDown();
                    int call = next.getAndIncrement();
                    if (call < calls) {
                        client.post(body(call), this);
                    }
                }

                @Override
                public void failed(Exception why) {
                    why.printStackTrace();
                    System.exit(1);
                }
            });
        }
        open.await();
    }

    private byte[] body(int call) {
        StringBuilder body = new StringBuilder(bytes + 100)
                .append("{\"model\":\"stub\",\"messages\":[{\"role\":\"user\",\"content\":\"")
                .append(call)
                .append(' ');
        while (body.length() < bytes - 4 - TEXT.length()) {
            body.append(TEXT);
        }
        return body.append("\"}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void require(byte[] answer) {
        if (answer.length < 300 || answer[answer.length - 1] != '}') {
            throw new IllegalStateException("not the answer: " + new String(answer, StandardCharsets.UTF_8));
        }
    }
}
