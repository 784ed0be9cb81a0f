package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.identity.Credential;
import dev.constitution.runner.identity.VariableProxies;
import dev.constitution.runner.wire.ModelHttpClient;
import java.net.ProxySelector;
import java.util.function.Predicate;

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

    /**
     * Refuses a name with an {@code @} behind which no address stands, where models' names have none, or another end.
     *
     * @param isName tells names from others
     * @param address one that could stand there
     * @throws UsageException saying what to write
     */
    public static void requireAddress(ModelSpec spec, Predicate<String> isName, String address) {
        String name = spec.model();
        if (name.contains("@") && !isName.test(name)) {
            String model = spec.scheme() + ":" + name.substring(0, name.indexOf('@'));
            throw new UsageException(spec + ": what stands behind the @ is no address; write " + model + "@" + address
                    + ", or " + model + " alone");
        }
    }
}
