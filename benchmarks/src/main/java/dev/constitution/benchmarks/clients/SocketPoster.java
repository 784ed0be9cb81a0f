package dev.constitution.benchmarks.clients;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A blocking socket for each call in flight, kept for the next one: the least that a client of threads can do. */
final class SocketPoster implements Poster {
    private final URI address;
    private final byte[] head;
    private final ConcurrentLinkedDeque<Socket> idle = new ConcurrentLinkedDeque<>();

    SocketPoster(URI address) {
        this.address = address;
        this.head = Http1.head(address);
    }

    @Override
    public byte[] post(byte[] json) throws IOException {
        Socket socket = idle.pollFirst();
        if (socket == null) {
            socket = new Socket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
        }
        socket.getOutputStream().write(Http1.request(head, json));
        byte[] body = read(socket.getInputStream());
        idle.addFirst(socket);
        return body;
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] bytes = new byte[4096];
        int end = 0;
        int body = -1;
        int whole = Integer.MAX_VALUE;
        while (end < whole) {
            int count = in.read(bytes, end, bytes.length - end);
            if (count < 0) {
                throw new EOFException();
            }
            end += count;
            if (body < 0) {
                body = Http1.bodyStart(bytes, end);
                whole = body < 0 ? whole : body + Http1.bodyLength(bytes, body);
            }
            if (end == bytes.length && end < whole) {
                bytes = Arrays.copyOf(bytes, whole == Integer.MAX_VALUE ? 2 * end : whole);
            }
        }
        return Arrays.copyOfRange(bytes, body, end);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }
}
