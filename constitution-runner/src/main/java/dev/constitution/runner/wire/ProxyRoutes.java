package dev.constitution.runner.wire;

import dev.constitution.local.ProxyVariables;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Routes requests by the environment's proxies, and where these are silent by Java's own settings. Thread-safe. */
final class ProxyRoutes extends SystemDefaultRoutePlanner {
    private final ProxyVariables variables;

    ProxyRoutes(ProxyVariables variables) {
        super(ProxySelector.getDefault());
        this.variables = variables;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
        Optional<ProxyVariables.Proxy> proxy = variables.before(URI.create(target.toURI()));
        return proxy.isPresent() ? host(proxy.get()) : super.determineProxy(target, context);
    }

    private static HttpHost host(ProxyVariables.Proxy proxy) {
        return new HttpHost("http", proxy.host(), proxy.port());
    }

    /** What a request to an address needs to pass its proxy; null where that wants no password. */
    @Nullable
    HttpClientContext pass(URI address) {
        ProxyVariables.Proxy proxy = variables.before(address).orElse(null);
        if (proxy == null || proxy.user().isEmpty()) {
            return null;
        }
        UsernamePasswordCredentials user = new UsernamePasswordCredentials(
                proxy.user().get(), proxy.password().toCharArray());
        BasicScheme known = new BasicScheme(); // sent at once: no request goes out twice
        known.initPreemptive(user);
        BasicAuthCache cache = new BasicAuthCache();
        cache.put(host(proxy), known);
        BasicCredentialsProvider users = new BasicCredentialsProvider();
        users.setCredentials(new AuthScope(proxy.host(), proxy.port()), user);
        HttpClientContext context = HttpClientContext.create();
        context.setAuthCache(cache);
        context.setCredentialsProvider(users);
        return context;
    }

    /** What must stand in no message about an address. */
    List<KeyMask> secrets(URI address) {
        return variables
                .before(address)
                .filter(proxy -> !proxy.password().isEmpty())
                .map(proxy -> List.of(
                        new KeyMask(proxy.password()),
                        new KeyMask(Base64.getEncoder()
                                .encodeToString((proxy.user().orElse("") + ":" + proxy.password())
                                        .getBytes(StandardCharsets.UTF_8)))))
                .orElse(List.of());
    }

    /** How messages name the proxy before an address. */
    String name(URI address) {
        return variables
                .before(address)
                .map(proxy -> "the proxy " + proxy)
                .orElse("the proxy that Java's properties name");
    }
}
