package dev.constitution.benchmarks;

import dev.constitution.runner.base.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;

/**
 * A stand-in for an OpenAI-compatible server, on loopback alone: it answers each request after a time of its own with words
 * drawn from the request, and counts at {@code /stats} what it was asked.
 *
 * <p>One thread and one selector, so that a thousand requests in flight cost it little.
 */
public final class StubServer implements Closeable {

    /** An answer that waits for its time. */
    private record Due(long nanos, StubConnection connection, long request, StubAnswer answer) {}

    private final StubSettings settings;
    private final StubCounters counters = new StubCounters();
    private final PriorityQueue<Due> due = new PriorityQueue<>((a, b) -> Long.compare(a.nanos - b.nanos, 0));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Selector selector;
    private final ServerSocketChannel listening;

    StubServer(StubSettings settings) throws IOException {
        this.settings = settings;
        selector = Selector.open();
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    /** Serves until it is closed from another thread. */
    void serve() throws IOException {
        while (selector.isOpen()) {
            Due next = due.peek();
            long waitMillis = next == null ? 0 : Math.max(1, (next.nanos - System.nanoTime() + 999_999) / 1_000_000);
            selector.select(this::ready, waitMillis);
            answerDue();
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read(key);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel client = listening.accept();
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.register(selector, SelectionKey.OP_READ, new StubConnection(client));
    }

    private void read(SelectionKey key) throws IOException {
        StubConnection connection = (StubConnection) key.attachment();
        StubConnection.Request request;
        try {
            request = connection.read(buffer);
        } catch (IOException e) {
            connection.close();
            return;
        }
        if (request == null) {
            return;
        }
        if (request.target().equals("/stats")) {
            connection.write(StubAnswer.http("200 OK", Json.line(counters.stats())));
            return;
        }
        StubAnswer answer = StubAnswer.draw(settings, request.hash(), counters.arrived(request.hash()));
        due.add(new Due(System.nanoTime() + answer.waitNanos(), connection, request.hash(), answer));
    }

    private void answerDue() {
        long now = System.nanoTime();
        for (Due next = due.peek(); next != null && next.nanos - now <= 0; next = due.peek()) {
            due.remove();
            try {
                next.connection.write(next.answer.bytes());
                counters.sent(next.request, next.answer);
            } catch (IOException e) {
                counters.abandoned();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        selector.close();
    }

    /** Answers a client of its own for a second: its compilation is no part of what is measured. */
    private static void warmUp() throws IOException, InterruptedException, ExecutionException {
        try (StubServer server = new StubServer(StubSettings.fixed(0))) {
            Thread thread = new Thread(server::serveUnlessClosed);
            thread.setDaemon(true);
            thread.start();
            FloorClient.main(new String[] {"http://127.0.0.1:" + server.port(), "20000", "32"});
        }
    }

    private void serveUnlessClosed() {
        try {
            serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            return; // there is no more to warm up
        }
    }

    /** Serves until it is killed; its first line is the port. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        warmUp();
        try (StubServer server = new StubServer(StubSettings.parse(arguments))) {
            System.out.println(server.port());
            server.serve();
        }
    }
}
