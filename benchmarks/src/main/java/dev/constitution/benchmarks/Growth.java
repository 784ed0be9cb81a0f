package dev.constitution.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run takes by its number of rows, against a server that answers at once, and what the commands take that read its
 * folder afterwards.
 */
final class Growth {
    private static final int CONCURRENCY = 64;
    private static final StubSettings AT_ONCE = StubSettings.fixed(0);

    private final List<String> launcher;
    private final Path folder;
    private final String constitution;

    /** What a command took. */
    private record Taken(double seconds, double cpuSeconds, double megabytes) {
        static Taken by(ClientProcess command) throws IOException, InterruptedException {
            try (command) {
                command.finish();
                return new Taken(command.seconds(), command.cpuSeconds(), command.peakMegabytes());
            }
        }
    }

    Growth(List<String> launcher, Path folder, String constitution) {
        this.launcher = launcher;
        this.folder = folder;
        this.constitution = constitution;
    }

    /** At one number of rows and at a larger one. */
    List<Measured> measure(int few, int many) throws IOException, InterruptedException {
        var unused = command(folder, "--version", "any.parquet"); // the launcher builds Parquet when it is first named
        Map<String, Taken> before = taken(few);
        Map<String, Taken> after = taken(many);
        List<Measured> measured = new ArrayList<>();
        before.forEach((command, one) -> {
            Taken grown = after.getOrDefault(command, one);
            double times = (double) many / few;
            tell(command + ", " + few + " rows", one, measured);
            tell(command + ", " + many + " rows", grown, measured);
            measured.add(Measured.atMost(
                    command + ": CPU for a row at " + many + " as a multiple of that at " + few,
                    1,
                    "",
                    grown.cpuSeconds / one.cpuSeconds / times));
            measured.add(Measured.atMost(
                    command + ": memory at " + many + " as a multiple of that at " + few,
                    1.1,
                    "",
                    grown.megabytes / one.megabytes));
        });
        return measured;
    }

    private static void tell(String measure, Taken taken, List<Measured> measured) {
        measured.add(Measured.found(
                measure,
                taken.seconds,
                " s, " + Measured.number(taken.cpuSeconds) + " s of CPU, " + Measured.number(taken.megabytes) + " MB"));
    }

    /** What each command took, by its name. */
    private Map<String, Taken> taken(int rows) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(folder, "growth");
        String run = place.resolve("out").toString();
        Map<String, Taken> taken = new LinkedHashMap<>();
        Load load = new Load(launcher, place, constitution, rows, CONCURRENCY);
        try (StubProcess server = StubProcess.start(AT_ONCE)) {
            taken.put("run of " + Load.CALLS_PER_ROW + " calls a row", Taken.by(load.start(server)));
            taken.put("start of the finished run", Taken.by(load.start(server)));
        }
        taken.put("verify", command(place, "verify", run));
        taken.put("status", command(place, "status", run));
        for (String ending : List.of("jsonl", "parquet")) {
            Path file = place.resolve("pairs." + ending);
            taken.put(
                    "export to " + ending,
                    command(place, "export", run, "--format", "native", "--to", file.toString()));
            Files.delete(file);
        }
        return taken;
    }

    private Taken command(Path place, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(arguments));
        return Taken.by(ClientProcess.start(command, place.resolve("command.log")));
    }
}
