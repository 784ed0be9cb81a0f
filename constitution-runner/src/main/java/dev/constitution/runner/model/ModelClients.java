package dev.constitution.runner.model;

import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.VariableProxies;
import dev.constitution.runner.wire.ModelHttpClient;
import java.net.ProxySelector;

/** How providers' models reach their servers. */
public final class ModelClients {
    private ModelClients() {}

    /** A client of a server, with the timeout and the proxies that the settings name. */
    public static ModelHttpClient of(String address, Credential credential, ModelSettings settings) {
        return new ModelHttpClient(address, settings.timeout(), credential, settings.proxies());
    }

    /** The same proxies, for a library that has a client of its own. */
    public static ProxySelector proxies(ModelSettings settings) {
        return new VariableProxies(settings.proxies());
    }
}
