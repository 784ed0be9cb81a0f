package dev.constitution.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of critique-revision rows, three calls each, in a folder of its own.
 *
 * @param launcher starts the command line, with its first arguments
 * @param folder for prompts and outputs
 * @param constitution the name or the file of the principles
 */
record Load(List<String> launcher, Path folder, String constitution, int rows, int concurrency) {
    static final int CALLS_PER_ROW = 3;

    /** What a run did, from both sides. */
    record Result(ClientProcess client, StubStats stats) {
        double cpuMillisPerCall() {
            return client.cpuSeconds() * 1000 / stats.requests();
        }

        double secondsToFirstRequest() {
            return (stats.firstMillis() - client.startMillis()) / 1000.0;
        }
    }

    /** Runs to the end against a server of these settings. */
    Result run(StubSettings settings) throws IOException, InterruptedException {
        try (StubProcess server = StubProcess.start(settings);
                ClientProcess client = start(server)) {
            client.finish();
            return new Result(client, server.stats());
        }
    }

    ClientProcess start(StubProcess server) throws IOException {
        return ClientProcess.start(command("openai-compatible:stub@" + server.baseUrl()), folder.resolve("out.log"));
    }

    /** Runs it on this model, into the folder's {@code out}; its prompts are written. */
    List<String> command(String model) throws IOException {
        Path prompts = folder.resolve("prompts-" + rows + ".jsonl");
        if (Files.notExists(prompts)) {
            try (BufferedWriter out = Files.newBufferedWriter(prompts)) {
                for (int row = 0; row < rows; row++) {
                    out.write(prompt(row) + "\n");
                }
            }
        }
        List<String> options = List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + model,
                "--constitution=" + constitution,
                "--rounds=1",
                "--concurrency=" + concurrency);
        List<String> command = new ArrayList<>(launcher);
        command.addAll(options);
        return command;
    }

    private static String prompt(int row) {
        return "{\"id\":\"p" + row + "\",\"prompt\":\"Question number " + row + ": how should a careful person answer a"
                + " stranger who asks about topic " + row * 7919L % 1000 + ", and why does it matter to others?\"}";
    }

    /** The floor's efficiency for as many calls. */
    double floor(StubSettings settings) throws IOException, InterruptedException {
        try (StubProcess server = StubProcess.start(settings);
                ClientProcess client = ClientProcess.start(
                        List.of(
                                StubProcess.java(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FloorClient.class.getName(),
                                server.baseUrl(),
                                Integer.toString(CALLS_PER_ROW * rows),
                                Integer.toString(concurrency)),
                        folder.resolve("floor.log"))) {
            client.finish();
            return server.stats().efficiency(concurrency);
        }
    }
}
