package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Maven and a Java that only note what they are asked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "constitution");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(LAUNCHER, folder.resolve("constitution"));
        program(
                "mvn",
                "echo \"$@\" >>'" + folder + "/built-with'; mkdir -p '" + folder
                        + "'/constitution-runner/target/app; case \"$*\" in *parquet*) mkdir '" + folder
                        + "'/constitution-runner/target/app/parquet ;; esac");
        program("java", "exit 0");
    }

    private void program(String name, String does) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        assertThat(Files.writeString(file, "#!/bin/sh\n" + does + "\n").toFile().setExecutable(true))
                .isTrue();
    }

    private void start(String... arguments) throws Exception {
        ProcessBuilder launcher = new ProcessBuilder(CommandLineHarness.with(
                        List.of("bash", folder.resolve("constitution").toString()), arguments))
                .redirectErrorStream(true);
        launcher.environment().remove("JAVA_HOME");
        launcher.environment().merge("PATH", folder.resolve("bin").toString(), (path, own) -> own + ':' + path);
        Programs.output(launcher);
    }

    @Test
    void start_parquetIsNamed_buildsItsModuleOnce() throws Exception {
        start("status", "out");
        start("status", "out");
        start("export", "out", "--format", "trl", "--to", "prefs.parquet");
        start("run", "--prompts", "prompts.parquet", "--out", "out");

        assertThat(Files.readAllLines(folder.resolve("built-with")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).doesNotContain("constitution-parquet"),
                        second -> assertThat(second).contains("-pl constitution-runner,constitution-parquet "));
    }
}
