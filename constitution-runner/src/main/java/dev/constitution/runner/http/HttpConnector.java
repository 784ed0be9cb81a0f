package dev.constitution.runner.http;

import dev.constitution.runner.base.Durations;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;

/** Makes connections: the socket, a tunnel through a proxy, TLS. Thread-safe. */
public final class HttpConnector {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(20);
    private static final int MAX_REFUSAL_BYTES = 64 << 10;

    /** Proves every minute that a silent peer still stands, and tells the routers between that the connection is in use. */
    private static final Map<SocketOption<Integer>, Integer> PROBES = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 60,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 30,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

    private final Duration timeout;
    private final Supplier<? extends SocketFactory> tls;

    /**
     * @param timeout how long the making of a connection may take, and no longer than 20 seconds
     * @param tls asked when TLS is first needed: to load whom the platform trusts takes a while
     */
    public HttpConnector(Duration timeout, Supplier<? extends SocketFactory> tls) {
        this.timeout = timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT;
        this.tls = tls;
    }

    /**
     * A new connection, of which the request knows from its first moment on.
     *
     * @throws ConnectException when none can be made
     * @throws TunnelRefusedException when a proxy answers instead
     */
    HttpConnection open(HttpRoute route, CancellableRequest request) throws IOException {
        Socket plain = connect(route, request);
        try {
            if (!route.tls()) {
                return new HttpConnection(plain, plain);
            }
            plain.setSoTimeout((int) timeout.toMillis()); // who does not speak this waits for more
            if (route.needsTunnel()) {
                askForTunnel(plain, route);
            }
            Socket secured = secured(plain, route);
            plain.setSoTimeout(0);
            return new HttpConnection(plain, secured);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private Socket connect(HttpRoute route, CancellableRequest request) throws IOException {
        if (route.proxy().type() == Proxy.Type.SOCKS) {
            // The proxy looks the name up.
            return connect(InetSocketAddress.createUnresolved(route.host(), route.port()), route, request);
        }
        InetSocketAddress proxy = route.httpProxy();
        String host = proxy == null ? route.host() : proxy.getHostString();
        int port = proxy == null ? route.port() : proxy.getPort();
        ConnectException failure = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                return connect(new InetSocketAddress(address, port), route, request);
            } catch (ConnectException e) {
                failure = e; // the next one may be reached
            }
        }
        throw failure == null ? new UnknownHostException(host) : failure;
    }

    private Socket connect(InetSocketAddress address, HttpRoute route, CancellableRequest request) throws IOException {
        // A channel's socket goes back to blocking reads after a connect with a timeout, which spares two of three
        // system calls of each answer; it knows no SOCKS.
        Socket socket = route.proxy().type() == Proxy.Type.SOCKS
                ? new Socket(route.proxy())
                : SocketChannel.open().socket();
        try {
            request.uses(socket);
            prepare(socket);
            socket.connect(address, (int) timeout.toMillis());
            return socket;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw unreachable(route, "no answer within " + Durations.inWords(timeout), e);
        } catch (ConnectException e) {
            socket.close();
            throw unreachable(route, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ConnectException unreachable(HttpRoute route, String why, IOException cause) {
        ConnectException failure = new ConnectException("connection to " + route + " failed: " + why);
        failure.initCause(cause);
        return failure;
    }

    private static void prepare(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
            if (socket.supportedOptions().contains(probe.getKey())) {
                socket.setOption(probe.getKey(), probe.getValue());
            }
        }
    }

    private void askForTunnel(Socket socket, HttpRoute route) throws IOException {
        HttpConnection proxy = new HttpConnection(socket, socket);
        try {
            HttpHead head = proxy.send(HttpMessage.forTunnel(route));
            if (head.status() / 100 != 2) {
                String words = new String(proxy.body().readNBytes(MAX_REFUSAL_BYTES), StandardCharsets.UTF_8);
                throw new TunnelRefusedException(head.status(), words);
            }
        } catch (SocketTimeoutException e) {
            throw unreachable(route, "the proxy did not answer within " + Durations.inWords(timeout), e);
        } catch (EOFException | SocketException e) {
            throw unreachable(route, "the proxy closed the connection", e);
        }
    }

    private Socket secured(Socket plain, HttpRoute route) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) tls.get();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, route.host(), route.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
        } catch (SocketTimeoutException e) {
            throw new SSLException(
                    route + " did not say within " + Durations.inWords(timeout) + " that it speaks TLS", e);
        }
        return secured;
    }
}
