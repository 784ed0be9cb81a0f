package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads metrics by the parser of Prometheus's own client for Python. */
public final class PrometheusParser {
    private static final String CLIENT = "prometheus_client==0.26.0";

    private PrometheusParser() {}

    /**
     * A line for each metric and each of its values, their parts separated by tabs. The test is skipped where Python or the
     * package is missing.
     */
    public static List<String> read(Path folder, String metrics) throws IOException, InterruptedException {
        Path program = PythonPackages.program("metrics.py", folder);
        Path errors = folder.resolve("errors");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(PythonPackages.interpreter(CLIENT).toString(), program.toString())
                .redirectInput(Files.writeString(folder.resolve("metrics.txt"), metrics)
                        .toFile())
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(said);
    }
}
