package dev.constitution.runner.identity;

import dev.constitution.local.ProxyVariables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The proxies that the environment names, for libraries with clients of their own; where it names none, those of Java's own
 * properties. A proxy's password does not go with it.
 */
public final class VariableProxies extends ProxySelector {
    private final ProxyVariables variables;

    public VariableProxies(ProxyVariables variables) {
        this.variables = variables;
    }

    @Override
    public List<Proxy> select(URI address) {
        return variables
                .before(address)
                .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()))))
                .orElseGet(() -> {
                    ProxySelector others = ProxySelector.getDefault();
                    return others == null ? List.of(Proxy.NO_PROXY) : others.select(address);
                });
    }

    /** Whoever asked says what failed. */
    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {}
}
