package dev.constitution.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    private static final int ROWS_AN_EXECUTOR = 2500;

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

    /** What the children of a process took that have ended, with theirs. */
    private static double childrenCpu(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        // Behind the name, which may hold anything: the state, and in places 13 and 14 the children's user and system
        // time.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))) / (double) TICKS_A_SECOND;
    }

    private static double childrenCpu() throws IOException {
        return childrenCpu(ProcessHandle.current().pid());
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

    /** What a run took; master and workers, which are there before it and after, are not counted. */
    private record Taken(double driver, double executors) {
        double all() {
            return driver + executors;
        }
    }

    private Taken spark(Path config, int executors) throws IOException, InterruptedException {
        try (SparkCluster cluster = new SparkCluster(Files.createTempDirectory(folder, "cluster"), executors)) {
            double before = childrenCpu();
            Process run = cluster.submit(Map.of(), List.of("run", "--config=" + config, "--out=" + out("spark")));
            require(run, cluster.logFile("driver"));
            double driver = childrenCpu() - before;
            SparkCluster.await(cluster::hasNoExecutors);
            double ofExecutors = 0;
            for (long worker : cluster.workers()) {
                ofExecutors += childrenCpu(worker);
            }
            return new Taken(driver, ofExecutors);
        }
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
                        "%.0f calls, ms of CPU a call: runner %.3f, Spark %.3f (driver %.3f, executors %.3f), %.2f times",
                        calls,
                        1000 * runner / calls,
                        1000 * spark.all() / calls,
                        1000 * spark.driver() / calls,
                        1000 * spark.executors() / calls,
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
                Path config = config(stub, ROWS_AN_EXECUTOR * executors);
                Progress progress = new Progress(stub);
                long start = System.nanoTime();
                progress.start();
                spark(config, executors);
                progress.interrupt();
                progress.join();
                double rows = progress.fastest() / CALLS_A_ROW;
                print(
                        "%d executors, %d calls in flight each, answers after %d ms: %.0f rows/s, %.2f of what that allows; %.0f s"
                                + " for %d rows from start to end",
                        executors,
                        CONCURRENCY,
                        SLOW_MILLIS,
                        rows,
                        rows * CALLS_A_ROW * SLOW_MILLIS / 1000 / (CONCURRENCY * executors),
                        (System.nanoTime() - start) / 1e9,
                        ROWS_AN_EXECUTOR * executors);
            }
        }
    }

    /** Looks at how many requests a stub has answered as they go on. */
    private static final class Progress extends Thread {
        private static final double WINDOW_SECONDS = 15;

        /** So many answers at this time. */
        private record Look(double seconds, long answered) {}

        private final Stub stub;
        private final List<Look> looks = new ArrayList<>();

        Progress(Stub stub) {
            this.stub = stub;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    looks.add(new Look(
                            System.nanoTime() / 1e9,
                            stub.stats().path("answered").asLong()));
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            } catch (InterruptedException e) {
                return; // the run is over
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Answers a second in the fastest quarter of a minute: executors that start and slices that end apart. */
        double fastest() {
            double fastest = 0;
            int first = 0;
            for (Look last : looks) {
                while (first + 1 < looks.size()
                        && last.seconds() - looks.get(first + 1).seconds() >= WINDOW_SECONDS) {
                    first++;
                }
                double seconds = last.seconds() - looks.get(first).seconds();
                if (seconds >= WINDOW_SECONDS) {
                    fastest = Math.max(
                            fastest, (last.answered() - looks.get(first).answered()) / seconds);
                }
            }
            return fastest;
        }
    }

    private static void print(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }
}
