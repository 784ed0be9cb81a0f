package dev.constitution.local;

import java.util.HashMap;
import java.util.Map;

/** Machines that tests make up. */
final class Hosts {
    private Hosts() {}

    /** A machine of this kind, with environment variables given as names and values in turn. */
    static Host of(String os, String arch, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new Host(environment, Map.of("os.name", os, "os.arch", arch, "user.home", "/home/ada"));
    }

    static Host linux(String... variables) {
        return of("Linux", "amd64", variables);
    }
}
