package dev.constitution.runner.wire;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server: its host and port, whether by TLS, and the proxy between, {@link Proxy#NO_PROXY} where there is none.
 * Requests of one way can take turns on a connection.
 */
record HttpRoute(String host, int port, boolean tls, Proxy proxy) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The way to an address, by the first proxy that is chosen for it. */
    static HttpRoute to(URI address, ProxySelector proxies) {
        boolean tls = "https".equals(address.getScheme().toLowerCase(Locale.ROOT));
        int port = address.getPort() >= 0 ? address.getPort() : tls ? HTTPS : HTTP;
        return new HttpRoute(
                address.getHost(), port, tls, proxies.select(address).get(0));
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

    /** How a request names what it asks for: to a proxy that reads it, by the whole address. */
    String target(URI address) {
        if (httpProxy() != null && !tls) {
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

    /** As a person would write it. */
    @Override
    public String toString() {
        InetSocketAddress through = proxy.address() instanceof InetSocketAddress address ? address : null;
        return (tls ? "https://" : "http://")
                + authority()
                + (through == null ? "" : " by the proxy " + through.getHostString() + ":" + through.getPort());
    }
}
