package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures runs on a real cluster of this machine against the benchmarks' stand-in for a model server: rows a second by
 * executors, and CPU beside the runner's. {@code benchmarks/spark} starts it; needs Linux.
 */
final class SparkBenchmark {
    private static final int CONCURRENCY = 64;
    private static final int CALLS_A_ROW = 3;
    private static final int TICKS_A_SECOND = 100;
    private static final int SLOW_MILLIS = 400;
    private static final int ROWS_AN_EXECUTOR = 1500;

    private final Path root;
    private final Path folder;
    private final String stubClassPath;

    private SparkBenchmark(Path root, Path folder, String stubClassPath) {
        this.root = root;
        this.folder = folder;
        this.stubClassPath = stubClassPath;
    }

    /**
     * @param arguments the project's folder, the stub's class path, then how many rows the CPU is measured at and how often; 0
     *     leaves it out
     */
    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("spark-benchmark");
        SparkBenchmark benchmark = new SparkBenchmark(Path.of(arguments[0]), folder, arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        int times = Integer.parseInt(arguments[3]);
        benchmark.cpu(rows, times);
        benchmark.scale();
    }

    /** What the children of this process took that have ended, with theirs. */
    private static double childrenCpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // Behind the name, which may hold anything: the state, and in places 13 and 14 the children's user and system
        // time.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / (double) TICKS_A_SECOND;
    }

    /** A stand-in for a model server. */
    private record Stub(Process process, String address) implements AutoCloseable {
        static Stub start(String classPath, int latencyMillis) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-cp",
                            classPath,
                            "dev.constitution.benchmarks.StubServer",
                            "latency-ms=" + latencyMillis)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader();
            return new Stub(process, "http://127.0.0.1:" + out.readLine());
        }

        JsonNode stats() throws IOException {
            try (InputStream in = URI.create(address + "/stats").toURL().openStream()) {
                return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Path config(Stub stub, int rows) throws IOException {
        Path prompts = Files.write(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, rows)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question number " + i
                                + ": how should a careful person answer a stranger who asks about topic "
                                + i * 919L % 5000 + ", and why does it matter to others?\"}")
                        .toList());
        return Files.writeString(
                folder.resolve("run.yaml"),
                "prompts: " + prompts + "\nmodel: openai-compatible:stub@" + stub.address() + "/v1\nconstitution: "
                        + root.resolve("benchmarks/plain.yaml") + "\nrounds: 1\nconcurrency: " + CONCURRENCY + "\n");
    }

    private Path out(String name) throws IOException {
        return Files.createTempDirectory(folder, name).resolve("out");
    }

    private double runner(Path config) throws IOException, InterruptedException {
        double before = childrenCpu();
        Process run = new ProcessBuilder(
                        root.resolve("constitution").toString(), "run", "--config=" + config, "--out=" + out("runner"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("runner.log").toFile())
                .start();
        require(run, folder.resolve("runner.log"));
        return childrenCpu() - before;
    }

    private static void require(Process process, Path log) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
    }

    /** What a run took: the driver, and the cluster with its executors. */
    private record Taken(double driver, double cluster) {
        double all() {
            return driver + cluster;
        }
    }

    private Taken spark(Path config, int executors) throws IOException, InterruptedException {
        double before = childrenCpu();
        double driver;
        try (SparkCluster cluster = new SparkCluster(Files.createTempDirectory(folder, "cluster"), executors)) {
            Process run = cluster.submit(Map.of(), List.of("run", "--config=" + config, "--out=" + out("spark")));
            require(run, cluster.logFile("driver"));
            driver = childrenCpu() - before;
            SparkCluster.await(cluster::hasNoExecutors);
        }
        return new Taken(driver, childrenCpu() - before - driver);
    }

    private void cpu(int rows, int times) throws IOException, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        double calls = (double) CALLS_A_ROW * rows;
        for (int i = 0; i < times; i++) {
            try (Stub stub = Stub.start(stubClassPath, 5)) {
                Path config = config(stub, rows);
                double runner = runner(config);
                Taken spark = spark(config, 1);
                ratios.add(spark.all() / runner);
                print(
                        "%.0f calls, ms of CPU a call: runner %.3f, Spark %.3f (driver %.3f, cluster %.3f), %.2f times",
                        calls,
                        1000 * runner / calls,
                        1000 * spark.all() / calls,
                        1000 * spark.driver() / calls,
                        1000 * spark.cluster() / calls,
                        spark.all() / runner);
            }
        }
        if (!ratios.isEmpty()) {
            Collections.sort(ratios);
            print("median: %.2f times the runner's CPU", ratios.get(ratios.size() / 2));
        }
    }

    private void scale() throws IOException, InterruptedException {
        for (int executors : List.of(1, 2, 4)) {
            try (Stub stub = Stub.start(stubClassPath, SLOW_MILLIS)) {
                int rows = ROWS_AN_EXECUTOR * executors;
                Path config = config(stub, rows);
                long start = System.nanoTime();
                spark(config, executors);
                JsonNode stats = stub.stats();
                double span = stats.path("spanSeconds").asDouble();
                print(
                        "%d executors: %.0f rows/s (%.2f of what the stub's %d ms allow at %d calls in flight each); %.0f s, of"
                                + " which %.0f with calls",
                        executors,
                        rows / span,
                        stats.path("latencySeconds").asDouble() / (CONCURRENCY * executors) / span,
                        SLOW_MILLIS,
                        CONCURRENCY,
                        (System.nanoTime() - start) / 1e9,
                        span);
            }
        }
    }

    private static void print(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
