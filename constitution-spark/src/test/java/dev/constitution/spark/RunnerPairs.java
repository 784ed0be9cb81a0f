package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cli.ConstitutionCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the runner makes of the same prompts, and what Spark has written. */
final class RunnerPairs {
    private RunnerPairs() {}

    /** The runner's folder. */
    static Path run(Path folder, List<String> words) {
        StringWriter said = new StringWriter();
        List<String> all = new ArrayList<>(words);
        all.add("--out=" + folder);
        all.add("--quiet");
        int code = ConstitutionCommand.execute(
                ConstitutionCommand.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said)),
                Map.of(),
                all.toArray(String[]::new));
        assertThat(code).as(said.toString()).isIn(0, 3);
        return folder;
    }

    /** The parts of a file that Spark has written, one after another by name. */
    static String parts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path part : files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(part));
            }
            return text.toString();
        }
    }
}
