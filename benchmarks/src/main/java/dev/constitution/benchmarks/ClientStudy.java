package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * HTTP clients against each other, each in a process of its own with the settings of a run, in turn: medians of three, and
 * what they are of the first one's. Calls by 30,000 and 300,000 tell what a call costs without the start.
 */
public final class ClientStudy {
    private static final List<String> PARTS = List.of("costs", "further", "slow", "memory");
    private static final List<String> CLIENTS = List.of(
            "apache-classic",
            "run",
            "apache-core",
            "apache-async",
            "netty",
            "selector",
            "socket",
            "apache-async-callback",
            "netty-callback",
            "selector-callback");
    private static final List<String> AS_A_RUN = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms48m",
            "-Xmn32m",
            "-XX:SurvivorRatio=2",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30");
    private static final int TIMES = 3;

    private static final int SHORT = 1536;

    /** Words of an answer, by the request's length, that make it as long as the request, some 1.5 and 6 KB. */
    private static final SortedMap<Integer, Integer> WORDS = new TreeMap<>(Map.of(SHORT, 250, 6144, 1150));

    private final Path folder;
    private final List<String> clients;

    /** What is asked of the clients. */
    private record Cell(double latencyMillis, int bytes, int inFlight, int calls) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.0f ms, %.1f KB, C=%d, %d calls", latencyMillis, bytes / 1024.0, inFlight, calls);
        }
    }

    /** What one process did. */
    private record Cost(double cpuMillisPerCall, double callsPerSecond, double megabytes, double startSeconds) {}

    private ClientStudy(Path folder, List<String> clients) {
        this.folder = folder;
        this.clients = clients;
    }

    /** Parts of the study with commas between, all by default, then names of clients, all by default. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Set<String> parts = new TreeSet<>(arguments.length == 0 ? PARTS : List.of(arguments[0].split(",", -1)));
        List<String> named = arguments.length < 2 ? CLIENTS : List.of(arguments).subList(1, arguments.length);
        if (!PARTS.containsAll(parts) || !CLIENTS.containsAll(named)) {
            System.err.println("known parts: " + PARTS + "; known clients: " + CLIENTS);
            System.exit(2);
        }
        System.out.println("Java " + Runtime.version().feature());
        ClientStudy study = new ClientStudy(Files.createTempDirectory("client-study"), named);
        study.archiveClasses();
        if (parts.contains("costs")) {
            study.costs();
        }
        if (parts.contains("further")) {
            study.further();
        }
        if (parts.contains("slow")) {
            study.slow();
        }
        if (parts.contains("memory")) {
            study.memory();
        }
    }

    private void costs() throws IOException, InterruptedException {
        for (int bytes : WORDS.keySet()) {
            for (int inFlight : new int[] {64, 256, 1024}) {
                print(measure(new Cell(5, bytes, inFlight, 30_000)));
            }
        }
    }

    /** What a call costs once everything is loaded and compiled. */
    private void further() throws IOException, InterruptedException {
        Cell few = new Cell(5, SHORT, 64, 30_000);
        Cell many = new Cell(5, SHORT, 64, 300_000);
        Map<String, List<Cost>> start = measure(few);
        Map<String, List<Cost>> whole = measure(many);
        print(whole);
        System.out.println("| client | CPU per further call | of the first |\n|---|---|---|");
        double first = 0;
        for (String client : clients) {
            double further = (median(whole, client, Cost::cpuMillisPerCall) * many.calls
                            - median(start, client, Cost::cpuMillisPerCall) * few.calls)
                    / (many.calls - few.calls);
            first = first == 0 ? further : first;
            System.out.printf(Locale.ROOT, "| %s | %.4f ms | %.2f |%n", client, further, further / first);
        }
    }

    private void slow() throws IOException, InterruptedException {
        for (int inFlight : new int[] {64, 256, 1024}) {
            print(measure(new Cell(200, SHORT, inFlight, 16 * inFlight)));
        }
    }

    private void memory() throws IOException, InterruptedException {
        Map<String, List<Cost>> few = measure(new Cell(200, SHORT, 64, 3000));
        Map<String, List<Cost>> many = measure(new Cell(200, SHORT, 1024, 9000));
        System.out.println(
                "| client | memory at C=64 | per further call | start to first request |\n|---|---|---|---|");
        for (String client : clients) {
            double least = median(few, client, Cost::megabytes);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f MB | %.1f KB | %.3f s |%n",
                    client,
                    least,
                    (median(many, client, Cost::megabytes) - least) * 1024 / (1024 - 64),
                    median(few, client, Cost::startSeconds));
        }
    }

    /** Every client in turn, and that three times. */
    private Map<String, List<Cost>> measure(Cell cell) throws IOException, InterruptedException {
        System.out.println("\n" + cell);
        Map<String, List<Cost>> costs = new HashMap<>();
        for (int i = 0; i < TIMES; i++) {
            for (String client : clients) {
                costs.computeIfAbsent(client, name -> new ArrayList<>()).add(cost(client, cell, List.of()));
            }
        }
        return costs;
    }

    /** As the launcher does for the classes of a run. */
    private void archiveClasses() throws IOException, InterruptedException {
        for (String client : clients) {
            cost(client, new Cell(0, SHORT, 4, 200), List.of("-XX:ArchiveClassesAtExit=" + archive(client)));
        }
    }

    private Path archive(String client) {
        return folder.resolve(client + ".jsa");
    }

    private Cost cost(String client, Cell cell, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(StubProcess.java(), "-Xlog:disable"));
        command.addAll(AS_A_RUN);
        command.addAll(
                options.isEmpty() ? List.of("-XX:SharedArchiveFile=" + archive(client), "-Xshare:auto") : options);
        Integer words = WORDS.get(cell.bytes);
        StubSettings settings = StubSettings.fixed(cell.latencyMillis).withWords(words == null ? 1 : words);
        try (StubProcess server = StubProcess.start(settings)) {
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.constitution.benchmarks.clients.ClientLoad",
                    client,
                    server.baseUrl(),
                    Integer.toString(cell.calls),
                    Integer.toString(cell.inFlight),
                    Integer.toString(cell.bytes)));
            try (ClientProcess process = ClientProcess.start(command, folder.resolve("out.log"))) {
                process.finish();
                StubStats stats = server.stats();
                if (stats.answered() != cell.calls) {
                    throw new IOException(client + " had " + stats.answered() + " answers to " + cell.calls + " calls");
                }
                return new Cost(
                        process.cpuSeconds() * 1000 / cell.calls,
                        cell.calls / stats.spanSeconds(),
                        process.peakMegabytes(),
                        (stats.firstMillis() - process.startMillis()) / 1000.0);
            }
        }
    }

    private void print(Map<String, List<Cost>> costs) {
        System.out.println(
                "| client | CPU per call | of the first | calls a second | of the first |\n|---|---|---|---|---|");
        String first = clients.get(0);
        for (String client : clients) {
            double cpu = median(costs, client, Cost::cpuMillisPerCall);
            double rate = median(costs, client, Cost::callsPerSecond);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f ms | %.2f | %.0f | %.2f |%n",
                    client,
                    cpu,
                    cpu / median(costs, first, Cost::cpuMillisPerCall),
                    rate,
                    rate / median(costs, first, Cost::callsPerSecond));
        }
    }

    private static double median(Map<String, List<Cost>> costs, String client, ToDoubleFunction<Cost> what) {
        return costs.getOrDefault(client, List.of()).stream()
                .mapToDouble(what)
                .sorted()
                .skip(TIMES / 2)
                .findFirst()
                .orElseThrow();
    }
}
