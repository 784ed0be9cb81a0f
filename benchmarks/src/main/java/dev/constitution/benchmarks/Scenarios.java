package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The measurements by name; each runs in folders of its own, next to nothing else. */
final class Scenarios {
    private static final StubSettings SLOW = StubSettings.fixed(200);
    private static final int UNREAD_MILLIS = 5;
    private static final StubSettings QUICK = StubSettings.fixed(10);

    private final Path root;
    private final List<String> launcher;
    private final Path folder;

    /** The file of a constitution whose requests are as long as those that other tools were measured with. */
    private final String plain;

    /** One measurement. */
    @FunctionalInterface
    interface Scenario {
        List<Measured> measure() throws IOException, InterruptedException;
    }

    /**
     * @param root the project's folder
     */
    Scenarios(Path root, List<String> launcher, Path folder) {
        this.root = root;
        this.launcher = launcher;
        this.folder = folder;
        this.plain = root.resolve("benchmarks/plain.yaml").toString();
    }

    Map<String, Scenario> all() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        all.put("efficiency", () -> List.of(efficiency(500, 32), efficiency(2000, 256), efficiency(16_000, 1024)));
        all.put("tail", () -> List.of(tail(500), tail(2000)));
        all.put("faults", this::faults);
        all.put("kill", this::kill);
        all.put("start", () -> List.of(start()));
        all.put("in-flight", () -> List.of(memoryPerCallInFlight()));
        all.put("cpu", () -> List.of(cpu(10_000, 0.36), cpu(100_000, 0.12), cpuOfBothCompilers(), cpuWithExemplars()));
        all.put("gates", () -> new GateSpeed().measure());
        all.put("embedded", EmbeddedPrompts::measure);
        all.put("cache", () -> new ServerCache(root, launcher, folder, plain).measure());
        all.put("report", () -> new ReportScale(launcher, folder).measure());
        all.put("memory", () -> memory(1_000, 10_000, 100_000));
        all.put("million", () -> new Growth(launcher, folder, plain).measure(100_000, 1_000_000));
        return all;
    }

    private Load load(int rows, int concurrency) throws IOException {
        return load(plain, rows, concurrency);
    }

    private Load load(String constitution, int rows, int concurrency) throws IOException {
        return new Load(launcher, Files.createTempDirectory(folder, "load"), constitution, rows, concurrency);
    }

    /** Medians of three, taken in turn with the floor's. */
    private Measured efficiency(int rows, int concurrency) throws IOException, InterruptedException {
        List<Double> floors = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Load load = load(rows, concurrency);
            floors.add(load.floor(SLOW));
            ours.add(load.run(SLOW).stats().efficiency(concurrency));
        }
        double floor = median(floors);
        double reached = median(ours);
        return Measured.atLeast(
                "efficiency at C=" + concurrency + " as a share of the floor's",
                0.98,
                reached / floor,
                " (" + Measured.number(reached) + " to " + Measured.number(floor) + ")");
    }

    /** Medians of three draws: with a heavy tail one slow call more or less at the end is worth several points. */
    private Measured tail(int rows) throws IOException, InterruptedException {
        List<Double> floors = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            StubSettings settings = SLOW.withHeavyTail().withSeed(seed);
            Load load = load(rows, 32);
            floors.add(load.floor(settings));
            ours.add(load.run(settings).stats().efficiency(32));
        }
        double reached = median(ours);
        return rows >= 2000
                ? Measured.atLeast("heavy tail, C=32, " + rows + " rows", 0.95, reached, "")
                : Measured.atLeast(
                        "heavy tail, C=32, " + rows + " rows, as a share of the floor's",
                        1,
                        reached / median(floors),
                        " (" + Measured.number(reached) + " to " + Measured.number(median(floors)) + ")");
    }

    private Measured cpu(int rows, double goal) throws IOException, InterruptedException {
        double millis = load(rows, 64).run(QUICK).cpuMillisPerCall();
        return Measured.atMost("CPU per call, " + Load.CALLS_PER_ROW * rows + " calls", goal, " ms", millis);
    }

    /** For comparison: what the second compiler gives a long run, less what it costs. */
    private Measured cpuOfBothCompilers() throws IOException, InterruptedException {
        List<String> both = new ArrayList<>(List.of("env", "CONSTITUTION_JAVA_OPTS=-XX:TieredStopAtLevel=4"));
        both.addAll(launcher);
        Load load = new Load(both, Files.createTempDirectory(folder, "load"), plain, 100_000, 64);
        return Measured.found(
                "the same for 300000 calls with Java's second compiler", load.run(QUICK).cpuMillisPerCall(), " ms");
    }

    private Measured cpuWithExemplars() throws IOException, InterruptedException {
        double millis = load("cai-16", 10_000, 64).run(QUICK).cpuMillisPerCall();
        return Measured.found("the same for 30000 calls of 6 KB, with the paper's exemplars", millis, " ms");
    }

    private List<Measured> memory(int... rows) throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        double before = 0;
        for (int count : rows) {
            double peak = load(count, 64).run(QUICK).client().peakMegabytes();
            measured.add(
                    Measured.atMost("memory at " + count + " rows, C=64", count == 10_000 ? 90 : 200, " MB", peak));
            if (count > 10_000) {
                measured.add(Measured.atMost("the same, as a multiple of the one before", 1.1, "", peak / before));
            }
            before = peak;
        }
        return measured;
    }

    private Measured memoryPerCallInFlight() throws IOException, InterruptedException {
        double few = load(3000, 64).run(SLOW).client().peakMegabytes();
        double many = load(3000, 1024).run(SLOW).client().peakMegabytes();
        return Measured.atMost("memory per further call in flight", 40, " KB", (many - few) * 1024 / (1024 - 64));
    }

    /** The median of five. */
    private Measured start() throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            seconds.add(load(5, 4).run(QUICK).secondsToFirstRequest());
        }
        return Measured.atMost("start to first request", 0.35, " s", median(seconds));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** The worst of three draws, and the median of their efficiency. */
    private List<Measured> faults() throws IOException, InterruptedException {
        double fewest = Double.MAX_VALUE;
        double most = 0;
        List<Double> efficiencies = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            Load load = load(500, 32);
            StubStats stats = load.run(SLOW.withFaults().withSeed(seed)).stats();
            try (Stream<String> pairs = Files.lines(load.folder().resolve("out/pairs.jsonl"))) {
                fewest = Math.min(fewest, (double) pairs.count());
            }
            most = Math.max(most, stats.requests() - 500.0 * Load.CALLS_PER_ROW - stats.faults());
            efficiencies.add(stats.efficiency(32));
        }
        return List.of(
                Measured.atLeast("5 % 429, 2 % 500, 1 % cut: pairs of 500 rows", 500, fewest, ""),
                Measured.atMost("the same: calls beyond those that faults cost", 0, "", most),
                Measured.atLeast("the same: efficiency", 0.7, median(efficiencies), ""));
    }

    /**
     * For some 10 ms after the signal the dying process's connections still take answers, which nobody can receive; and one
     * that was sent just before it stands in the socket, as good as in flight.
     */
    private List<Measured> kill() throws IOException, InterruptedException {
        Load load = load(500, 32);
        int calls = load.rows() * Load.CALLS_PER_ROW;
        try (StubProcess server = StubProcess.start(SLOW)) {
            long killMillis;
            try (ClientProcess killed = load.start(server)) {
                while (killed.isAlive() && server.stats().requests() < calls / 2) {
                    Thread.sleep(5);
                }
                killMillis = System.currentTimeMillis();
                killed.kill();
            }
            try (ClientProcess second = load.start(server)) {
                second.finish();
            }
            StubStats stats = server.stats();
            return List.of(
                    Measured.atMost("kill -9 at half: answers paid twice", 0, "", (double)
                            stats.paidTwice(killMillis - UNREAD_MILLIS)),
                    Measured.atMost("the same: requests sent again", 32, "", stats.requests() - (double) calls));
        }
    }
}
