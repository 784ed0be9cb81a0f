package dev.constitution.runner.model;

import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Providers that are modules of their own, since their clouds' libraries for identities are large. Where one is not on the class
 * path, its jars are looked for in the folder of its scheme beside the runner's jar, and opened when a model of it is first
 * named: who names none opens no jar of theirs.
 */
final class ProviderModule {
    /** {@code constitution-azure} and its kin, by scheme. */
    private static final Set<String> SCHEMES = new TreeSet<>(Set.of("azure", "bedrock", "vertex"));

    private static final Map<String, Optional<ModelProvider>> OPEN = new ConcurrentHashMap<>();

    private ProviderModule() {}

    static Set<String> schemes() {
        return SCHEMES;
    }

    /** Whether a provider is that of such a module. */
    static boolean provides(ModelProvider provider) {
        return SCHEMES.contains(provider.scheme())
                && provider.getClass().getPackageName().equals("dev.constitution." + provider.scheme());
    }

    /**
     * The provider of a module that is not on the class path.
     *
     * @throws UsageException where the module is not there, with how to get it
     */
    static ModelProvider provider(ModelSpec spec) {
        return found(spec.scheme()).orElseThrow(() -> missing(spec));
    }

    /** The same; empty where the module is not there, or the scheme is that of none. */
    static Optional<ModelProvider> found(String scheme) {
        return SCHEMES.contains(scheme)
                ? OPEN.computeIfAbsent(scheme, one -> folder(one).flatMap(ProviderModule::in))
                : Optional.empty();
    }

    private static UsageException missing(ModelSpec spec) {
        String module = "constitution-" + spec.scheme();
        return new UsageException(spec + " needs the module " + module
                + ", which is not there; the command ./constitution"
                + " builds it where \"" + spec.scheme() + ":\" stands in its arguments, a program of your own has "
                + module + " on its class path");
    }

    /** Where the module's jars would be, beside this class's jar; empty where it is within another, as in an application's. */
    private static Optional<Path> folder(String scheme) {
        CodeSource source = ProviderModule.class.getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        try {
            return place == null || !place.getProtocol().equals("file")
                    ? Optional.empty()
                    : Optional.of(Path.of(place.toURI()).resolveSibling(scheme));
        } catch (URISyntaxException e) {
            return Optional.empty(); // a name that is no address: of no launcher's folder
        }
    }

    /** The provider in a folder of jars. */
    static Optional<ModelProvider> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                jars.add(jar.toUri().toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
        // Never closed: its classes are in use until the process ends.
        ClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), ProviderModule.class.getClassLoader());
        return ServiceLoader.load(ModelProvider.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .map(ServiceLoader.Provider::get)
                .findFirst();
    }
}
