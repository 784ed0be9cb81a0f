package dev.constitution.runner.testing;

import dev.constitution.local.ModelFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real server of OpenAI's form, llama.cpp's, on this machine with a small model: a child process that ends with this one. */
public final class LlamaServer implements AutoCloseable {
    private static final String SERVER = "xllamacpp==2026.10.11549";

    private final Process process;
    private final String address;

    private LlamaServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts a server and waits until it answers; the test is skipped where Python or the packages are missing. */
    public static LlamaServer start() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "llama-server");
        Path program = PythonPackages.program("llama_server.py", folder);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        PythonPackages.interpreter(SERVER).toString(), program.toString(), gguf().toString())
                .redirectError(log.toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("LISTENING ")) {
                return new LlamaServer(process, line.substring("LISTENING ".length()));
            }
        }
        throw new IOException("the server ended before it listened; its log is " + log);
    }

    private static Path gguf() {
        return ModelFiles.builder().downloadIfMissing().build().resolve("");
    }

    /** The server's one model, by name. */
    public String model() {
        return "openai-compatible:smollm2@" + address + "/v1";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
