package dev.constitution.runner.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A server on this machine that says, byte for byte, what a test tells it to. */
final class ScriptedServer implements AutoCloseable {

    /** What happens on a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void talk(Talk talk) throws IOException, InterruptedException;
    }

    private final List<Talk> talks = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket listening;
    private final Script script;

    ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), script);
    }

    ScriptedServer(ServerSocket listening, Script script) {
        this.listening = listening;
        this.script = script;
        threads.execute(this::accept);
    }

    /** The same answer to every request, on a connection that stays open. */
    static ScriptedServer saying(String answer) throws IOException {
        return new ScriptedServer(talk -> {
            while (true) {
                talk.request();
                talk.say(answer);
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** How many connections were made. */
    int connections() {
        return talks.size();
    }

    /** All requests, as they came. */
    List<String> requests() {
        return talks.stream().flatMap(talk -> talk.requests.stream()).toList();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Talk talk = new Talk(listening.accept());
                talks.add(talk);
                serve(talk);
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void serve(Talk talk) throws IOException {
        try {
            threads.execute(() -> talk(talk));
        } catch (RejectedExecutionException e) {
            talk.socket.close(); // the test is over
        }
    }

    private void talk(Talk talk) {
        try (talk.socket) {
            script.talk(talk);
        } catch (IOException e) {
            return; // the client left
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what was accepting: as long as it does, the kernel takes connections that nobody would answer. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listening.close();
            for (Talk talk : talks) {
                talk.socket.close();
            }
            var unused = threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection. */
    static final class Talk {
        final Socket socket;
        final InputStream in;
        private final List<String> requests = new CopyOnWriteArrayList<>();

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** Waits for a request, and returns it whole. */
        String request() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                head.append((char) next);
            }
            int length = 0;
            for (String line : head.toString().split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    length = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            String request = head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void say(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }
    }
}
