package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The readers of exported files, in Python: the {@code datasets} library itself, and the trainers' rules for a row. */
public final class Consumers {
    private static final String DATASETS = "datasets==5.2.0";

    private Consumers() {}

    /**
     * Runs checks, each a form and its files separated by tabs, and returns a line for each. The test is skipped where Python
     * or the package is missing.
     */
    public static List<String> check(Path folder, List<String> checks) throws IOException, InterruptedException {
        Path program = PythonPackages.program("consumers.py", folder);
        Path said = folder.resolve("said");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        PythonPackages.interpreter(DATASETS).toString(), program.toString())
                .directory(folder.toFile())
                .redirectInput(Files.write(folder.resolve("checks"), checks).toFile())
                .redirectOutput(said.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("HF_HOME", folder.resolve("hf-home").toString());
        Process process = builder.start();
        try {
            // The first start on a machine compiles a large library's modules, on a busy one perhaps beside other
            // builds.
            assertThat(process.waitFor(1, TimeUnit.HOURS))
                    .as("the checks ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(said);
    }
}
