package dev.constitution.runner.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A proxy on this machine, for http and for tunnels, behind which every name leads to one port. */
public final class ForwardProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int behind;
    private final @Nullable String wanted;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /**
     * @param behind the port of what stands behind it
     * @param user {@code user:password}; null where it wants none
     */
    public ForwardProxy(int behind, @Nullable String user) throws IOException {
        this.behind = behind;
        this.wanted = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The first lines of the requests, each with {@code +} before it where user and password were right. */
    public List<String> seen() {
        return seen;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                String[] lines = head.split("\r\n");
                boolean known = wanted == null || wanted.equals(field(lines, "proxy-authorization"));
                seen.add((known ? "+" : "-") + lines[0].substring(0, lines[0].lastIndexOf(' ')));
                byte[] body = client.getInputStream().readNBytes(length(lines));
                if (!known) {
                    write(
                            client,
                            "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
                } else if (lines[0].startsWith("CONNECT ")) {
                    tunnel(client);
                    return;
                } else {
                    forward(client, lines, body);
                    return;
                }
            }
        } catch (IOException e) {
            seen.add(e.toString());
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            write(client, "HTTP/1.1 200 Connected\r\n\r\n");
            threads.execute(() -> copy(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private void forward(Socket client, String[] lines, byte[] body) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            StringBuilder head = new StringBuilder(lines[0].replaceFirst("http://[^/]+", "")).append("\r\n");
            for (int i = 1; i < lines.length; i++) {
                String name = lines[i].toLowerCase(Locale.ROOT);
                head.append(name.startsWith("proxy-") || name.startsWith("connection") ? "" : lines[i] + "\r\n");
            }
            write(server, head + "Connection: close\r\n\r\n");
            server.getOutputStream().write(body);
            copy(server, client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them is gone, and the other hears of it by itself.
        }
    }

    private static void write(Socket to, String text) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
            b = in.read();
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static int length(String[] lines) {
        String length = field(lines, "content-length");
        return length.isEmpty() ? 0 : Integer.parseInt(length);
    }

    private static String field(String[] lines, String name) {
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
