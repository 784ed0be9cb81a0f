package dev.constitution.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this test's classes as programs of their own. */
final class Programs {
    private Programs() {}

    /** Starts a program that writes to a file and has this cache; the embedded model is at hand to it. */
    static Process start(Class<?> main, Path output, Path cache, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CONSTITUTION_CACHE", cache.toString());
        builder.environment().put("CONSTITUTION_MODEL", Embedded.FILE.toString());
        builder.redirectOutput(output.toFile());
        return builder.start();
    }
}
