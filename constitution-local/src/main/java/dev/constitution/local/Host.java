package dev.constitution.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The machine as this module sees it: environment variables and system properties.
 *
 * @param environment variables by name
 * @param properties system properties by name
 */
record Host(Map<String, String> environment, Map<String, String> properties) {
    Host {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    static Host current() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        return new Host(System.getenv(), properties);
    }

    /** An environment variable's value; a blank one counts as not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A system property's value; a blank one counts as not set. */
    Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
    }

    boolean isMac() {
        return property("os.name").orElse("").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    Path home() {
        return Path.of(property("user.home").orElse("."));
    }

    /** The folder for what can be had again: {@code CONSTITUTION_CACHE}, or the user's cache folder's own sub-folder. */
    Path cacheFolder() {
        Optional<String> named = variable("CONSTITUTION_CACHE");
        if (named.isPresent()) {
            return Path.of(named.get()).toAbsolutePath();
        }
        if (isMac()) {
            return home().resolve("Library").resolve("Caches").resolve("constitution");
        }
        // The XDG base directory specification has relative values ignored.
        return variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home().resolve(".cache"))
                .resolve("constitution");
    }
}
