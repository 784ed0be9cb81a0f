package dev.constitution.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a client can do: a thread and a connection for each call in flight, fixed requests, answers thrown away.
 * What it reaches is what the machine and the server allow at that moment.
 */
public final class FloorClient {
    private static final String TEXT = "How should a careful person answer? ".repeat(20);

    private final URI address;
    private final int calls;
    private final AtomicInteger next = new AtomicInteger();

    private FloorClient(URI address, int calls) {
        this.address = address;
        this.calls = calls;
    }

    /** Base URL, number of calls, calls in flight. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int concurrency = Integer.parseInt(arguments[2]);
        FloorClient client = new FloorClient(URI.create(arguments[0]), Integer.parseInt(arguments[1]));
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        List<Callable<Object>> workers = Collections.nCopies(concurrency, () -> {
            client.work();
            return "done";
        });
        for (Future<Object> worker : threads.invokeAll(workers)) {
            worker.get();
        }
        threads.shutdown();
    }

    private void work() throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            for (int call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                send(socket.getOutputStream(), call);
                in.skipNBytes(bodyLength(in));
            }
        }
    }

    private void send(OutputStream out, int call) throws IOException {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + call + " " + TEXT + "\"}]}";
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: stub\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        out.write((head + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean endsHead(StringBuilder head) {
        int length = head.length();
        return length > 3 && head.charAt(length - 1) == '\n' && head.charAt(length - 3) == '\n';
    }

    private static int bodyLength(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!endsHead(head)) {
            head.append((char) in.read());
        }
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        return Integer.parseInt(head.substring(at, head.indexOf("\r", at)));
    }
}
