package dev.constitution.runner.http;

import dev.constitution.local.ProxyVariables;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds ways by the environment's proxies, and where these are silent by Java's own settings. Thread-safe. */
public final class ProxyRoutes {
    private static final String OF_JAVA = "the proxy that Java's properties name";

    private final ProxyVariables variables;
    private final @Nullable ProxySelector others;

    /** By these variables, and by what Java is told beside them. */
    public ProxyRoutes(ProxyVariables variables) {
        this(variables, ProxySelector.getDefault());
    }

    /** @param others asked where no variable names a proxy; null where then there is none */
    public ProxyRoutes(ProxyVariables variables, @Nullable ProxySelector others) {
        this.variables = variables;
        this.others = others;
    }

    /** The way to an address, by the first proxy that is chosen for it. */
    HttpRoute route(URI address) {
        return variables
                .before(address)
                .map(proxy -> HttpRoute.to(address, unresolved(proxy), "the proxy " + proxy, pass(proxy)))
                .orElseGet(() -> HttpRoute.to(
                        address,
                        others == null ? Proxy.NO_PROXY : others.select(address).get(0),
                        OF_JAVA,
                        ""));
    }

    private static Proxy unresolved(ProxyVariables.Proxy proxy) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    private static String pass(ProxyVariables.Proxy proxy) {
        return proxy.user().isEmpty() ? "" : "Basic " + encoded(proxy);
    }

    private static String encoded(ProxyVariables.Proxy proxy) {
        String known = proxy.user().orElse("") + ":" + proxy.password();
        return Base64.getEncoder().encodeToString(known.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What must stand in no message about an address.
     *
     * @throws IllegalArgumentException if the proxy that a variable names cannot be used
     */
    public List<String> secrets(URI address) {
        return variables
                .before(address)
                .filter(proxy -> !proxy.password().isEmpty())
                .map(proxy -> List.of(proxy.password(), encoded(proxy)))
                .orElse(List.of());
    }
}
