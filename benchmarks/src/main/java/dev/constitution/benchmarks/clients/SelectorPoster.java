package dev.constitution.benchmarks.clients;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** One thread that receives for all, on a selector; whoever asks sends. The least that a client of a selector can do. */
final class SelectorPoster implements CallbackPoster {
    private final URI address;
    private final byte[] head;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    SelectorPoster(URI address) throws IOException {
        this.address = address;
        this.head = Http1.head(address);
        this.selector = Selector.open();
        Thread thread = new Thread(this::receive, "selector");
        thread.setDaemon(true);
        thread.start();
    }

    /** One request at a time is on it. */
    private final class Connection {
        private final SocketChannel channel;
        private volatile @Nullable Reply reply;
        private byte[] bytes = new byte[4096];
        private int end;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
            buffer.flip();
            int count = buffer.remaining();
            if (end + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (end + count));
            }
            buffer.get(bytes, end, count);
            end += count;
            int body = Http1.bodyStart(bytes, end);
            if (body >= 0 && end - body >= Http1.bodyLength(bytes, body)) {
                byte[] answer = Arrays.copyOfRange(bytes, body, end);
                Reply waiting = reply;
                end = 0;
                reply = null;
                idle.addFirst(this);
                if (waiting != null) {
                    waiting.answered(answer);
                }
            }
        }

        void fail(IOException why) {
            Reply waiting = reply;
            if (waiting != null) {
                waiting.failed(why);
            }
        }
    }

    @Override
    public void post(byte[] json, Reply reply) {
        try {
            Connection connection = idle.pollFirst();
            boolean isNew = connection == null;
            if (connection == null) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                connection = new Connection(channel);
            }
            connection.reply = reply;
            ByteBuffer request = ByteBuffer.wrap(Http1.request(head, json));
            while (request.hasRemaining()) {
                connection.channel.write(request);
            }
            if (isNew) {
                connection.channel.register(selector, SelectionKey.OP_READ, connection);
                selector.wakeup();
            }
        } catch (IOException e) {
            reply.failed(e);
        }
    }

    private void receive() {
        try {
            while (selector.isOpen()) {
                selector.select(SelectorPoster::received);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void received(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            connection.read();
        } catch (IOException e) {
            key.cancel();
            connection.fail(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
