package dev.constitution.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A stub server in a process of its own. */
final class StubProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String address;

    private StubProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static StubProcess start(StubSettings settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), StubServer.class.getName()));
        command.addAll(settings.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        String port = out.readLine();
        if (port == null) {
            throw new IOException("the stub server did not start");
        }
        return new StubProcess(process, "http://127.0.0.1:" + port);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The base URL for a client of OpenAI's form. */
    String baseUrl() {
        return address + "/v1";
    }

    StubStats stats() throws IOException {
        try (InputStream stats = URI.create(address + "/stats").toURL().openStream()) {
            return JSON.readValue(stats, StubStats.class);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
