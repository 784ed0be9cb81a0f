package dev.constitution.runner.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: its host and port, whether by TLS, and the proxy between, {@link Proxy#NO_PROXY} where there is none.
 * Requests of one way can take turns on a connection. Its text holds no secret.
 *
 * @param proxyName how messages name the proxy
 * @param pass what the proxy wants as {@code Proxy-Authorization}; the empty text where it wants nothing
 */
public record HttpRoute(String host, int port, boolean tls, Proxy proxy, String proxyName, String pass) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The way to an address. */
    static HttpRoute to(URI address, Proxy proxy, String proxyName, String pass) {
        boolean tls = "https".equals(address.getScheme().toLowerCase(Locale.ROOT));
        int port = address.getPort() >= 0 ? address.getPort() : tls ? HTTPS : HTTP;
        return new HttpRoute(address.getHost(), port, tls, proxy, proxyName, pass);
    }

    /** Where the connection is made to; null where a SOCKS proxy makes it. */
    @Nullable
    InetSocketAddress httpProxy() {
        return proxy.type() == Proxy.Type.HTTP ? (InetSocketAddress) proxy.address() : null;
    }

    /** Whether a proxy of HTTP is asked to let bytes through, since it cannot read them. */
    boolean needsTunnel() {
        return tls && httpProxy() != null;
    }

    /** Whether requests go to a proxy of HTTP, which reads them and asks in turn. */
    boolean isReadByProxy() {
        return !tls && httpProxy() != null;
    }

    /** How a request names what it asks for: to a proxy that reads it, by the whole address. */
    String target(URI address) {
        if (isReadByProxy()) {
            return address.toString();
        }
        String path = address.getRawPath();
        String query = address.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** Host and port, as a tunnel is asked for. */
    String authority() {
        return host + ":" + port;
    }

    /** A map is asked for it at every call: without a record's own machinery. */
    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** As a person would write it. */
    @Override
    public String toString() {
        InetSocketAddress through = proxy.address() instanceof InetSocketAddress address ? address : null;
        return (tls ? "https://" : "http://")
                + authority()
                + (through == null ? "" : " by the proxy " + through.getHostString() + ":" + through.getPort());
    }
}
