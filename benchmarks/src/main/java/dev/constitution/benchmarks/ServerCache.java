package dev.constitution.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How much of its prompts a server with several slots evaluates: the rest it has from an earlier request. A slot holds one
 * conversation, and a row's next request may find another row's there where more calls are in flight than there are slots.
 */
final class ServerCache {
    private static final int SLOTS = 4;
    private static final int ROWS = 32;

    /** A cut model says things that no data set would take. */
    private static final Set<Integer> ENDS = Set.of(0, 3);

    private final Path root;
    private final List<String> launcher;
    private final Path folder;
    private final String plain;

    /**
     * @param root the project's folder
     * @param plain the file of a constitution without exemplars
     */
    ServerCache(Path root, List<String> launcher, Path folder, String plain) {
        this.root = root;
        this.launcher = launcher;
        this.folder = folder;
        this.plain = plain;
    }

    List<Measured> measure() throws IOException, InterruptedException {
        return List.of(
                share("plain", plain, SLOTS, 0.6),
                share("plain", plain, 4 * SLOTS, 0.6),
                share("with the paper's exemplars", "cai-16", SLOTS, 0.25),
                share("with the paper's exemplars", "cai-16", 4 * SLOTS, 0.25));
    }

    private Measured share(String what, String constitution, int concurrency, double goal)
            throws IOException, InterruptedException {
        Path run = Files.createTempDirectory(folder, "cache");
        Path out = run.resolve("out");
        Load load = new Load(launcher, run, constitution, ROWS, concurrency);
        try (LlamaSlots server = LlamaSlots.start(root, run, SLOTS)) {
            List<String> command = new ArrayList<>(load.command(server.model()));
            finish(command, run.resolve("run.log"));
        }
        Path status = run.resolve("status.json");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("status", out.toString(), "--json"));
        finish(command, status);
        JsonNode took = new ObjectMapper().readTree(status.toFile()).get("all_starts");
        double all = took.get("input_tokens").asDouble();
        return Measured.atMost(
                SLOTS + " slots of llama.cpp, C=" + concurrency + ", " + what
                        + ": prompt tokens evaluated, as a share of all",
                goal,
                "",
                (all - took.get("cached_tokens").asDouble()) / all);
    }

    private static void finish(List<String> command, Path output) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (!ENDS.contains(exit)) {
            throw new IOException(command + " ended with " + exit + ":\n" + Files.readString(output));
        }
    }
}
