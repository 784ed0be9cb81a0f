package dev.constitution.benchmarks;

import dev.constitution.local.ModelFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * llama.cpp's server with several slots, a child process that ends with this one. Its package is fetched once, into a virtual
 * environment in {@code benchmarks/target}.
 */
final class LlamaSlots implements AutoCloseable {
    private static final String SERVER = "xllamacpp==2026.10.11549";

    private final Process process;
    private final String address;

    private LlamaSlots(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server with nothing in its slots and waits until it answers.
     *
     * @param root the project's folder
     * @param folder for the model that is served, and the server's log
     */
    static LlamaSlots start(Path root, Path folder, int slots) throws IOException, InterruptedException {
        Path python = python(root.resolve("benchmarks/target/llama-slots"));
        Path log = folder.resolve("server.log");
        Process process = new ProcessBuilder(
                        python.toString(),
                        root.resolve("benchmarks/llama_slots.py").toString(),
                        ModelFiles.builder()
                                .downloadIfMissing()
                                .build()
                                .resolve("")
                                .toString(),
                        folder.resolve("cut.gguf").toString(),
                        Integer.toString(slots))
                .redirectError(log.toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("LISTENING ")) {
                return new LlamaSlots(process, line.substring("LISTENING ".length()));
            }
        }
        throw new IOException("the server ended before it listened:\n" + Files.readString(log));
    }

    private static Path python(Path environment) throws IOException, InterruptedException {
        Path python = environment.resolve("bin/python");
        Path done = environment.resolve("complete");
        if (Files.notExists(done)) {
            run(List.of("python3", "-m", "venv", environment.toString()));
            run(List.of(python.toString(), "-m", "pip", "install", "--quiet", SERVER));
            Files.createFile(done);
        }
        return python;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
    }

    /** The served model, by name. */
    String model() {
        return "openai-compatible:smollm2@" + address + "/v1";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
