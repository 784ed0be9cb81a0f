package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what it is asked to, or all but the million rows, and prints and keeps goals beside what was measured. */
public final class Benchmarks {
    private static final String OPTIONAL = "million";

    private Benchmarks() {}

    /** The project's folder, then names of measurements. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("constitution-benchmarks");
        Map<String, Scenarios.Scenario> all =
                new Scenarios(root, List.of(root.resolve("constitution").toString()), folder).all();
        List<String> names = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        if (names.isEmpty()) {
            names.addAll(all.keySet());
            names.remove(OPTIONAL);
        }
        if (!all.keySet().containsAll(names)) {
            System.err.println("unknown measurement in " + names + "; known: " + all.keySet());
            System.exit(2);
        }
        Report report = new Report(root.resolve("docs/performance.md"));
        for (String name : names) {
            Scenarios.Scenario scenario = all.get(name);
            if (scenario != null) {
                report.add(scenario.measure());
            }
        }
        report.write();
    }
}
