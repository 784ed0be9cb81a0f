package dev.constitution.runner.http;

import java.io.IOException;
import java.net.URI;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/1.1 connections under a model: as many as calls are under way, kept for the next ones. The run limits the calls; a
 * second limit here could only make them wait. Thread-safe.
 */
public final class HttpConnections {
    private final HttpConnector connector;
    private final ProxyRoutes proxies;
    private final Map<URI, HttpRoute> routes = new ConcurrentHashMap<>();

    /** The one that was used last comes first: it most likely still stands. */
    private final Map<HttpRoute, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();

    public HttpConnections(HttpConnector connector, ProxyRoutes proxies) {
        this.connector = connector;
        this.proxies = proxies;
    }

    /** The way to an address: the same for the whole run. */
    public HttpRoute route(URI address) {
        return routes.computeIfAbsent(address, proxies::route);
    }

    /** Reads an answer; what it leaves unread is lost with the connection. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(HttpHead head, HttpBody body) throws IOException;
    }

    /**
     * Sends a request, and has its answer read.
     *
     * @throws TunnelRefusedException when a proxy answers in place of the server
     */
    public <T> T exchange(HttpRoute route, byte[] message, CancellableRequest request, Reader<T> reader)
            throws IOException {
        HttpConnection connection = take(route, request);
        try {
            return reader.read(connection.send(message), connection.body());
        } finally {
            giveBack(route, connection, request);
        }
    }

    /** A connection for one request, kept from an earlier one or new; to be given back. */
    private HttpConnection take(HttpRoute route, CancellableRequest request) throws IOException {
        HttpConnection connection = kept(route);
        if (connection == null) {
            connection = connector.open(route, request);
        } else {
            request.uses(connection.socket());
        }
        connection.tell(request::received);
        return connection;
    }

    private @Nullable HttpConnection kept(HttpRoute route) {
        Deque<HttpConnection> free = idle(route);
        for (HttpConnection connection = free.pollFirst(); connection != null; connection = free.pollFirst()) {
            if (connection.stands()) {
                return connection;
            }
            connection.close();
        }
        return null;
    }

    /** Keeps a connection for the next request, or closes it where it can carry none. */
    private void giveBack(HttpRoute route, HttpConnection connection, CancellableRequest request) {
        if (!request.leaves(connection.socket()) || !connection.isFree()) {
            connection.close();
            return;
        }
        Deque<HttpConnection> free = idle(route);
        free.addFirst(connection);
        HttpConnection oldest = free.peekLast();
        if (oldest != null && oldest.isForgotten() && free.removeLastOccurrence(oldest)) {
            oldest.close();
        }
    }

    private Deque<HttpConnection> idle(HttpRoute route) {
        return idle.computeIfAbsent(route, way -> new ConcurrentLinkedDeque<>());
    }
}
