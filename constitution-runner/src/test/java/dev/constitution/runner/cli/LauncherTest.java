package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                        + "'/constitution-runner/target/app; for module in parquet azure bedrock vertex; do case \"$*\" in"
                        + " *constitution-$module*) mkdir '" + folder
                        + "'/constitution-runner/target/app/$module ;; esac; done");
        program("java", "exit 0");
    }

    private void program(String name, String does) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        assertThat(Files.writeString(file, "#!/bin/sh\n" + does + "\n").toFile().setExecutable(true))
                .isTrue();
    }

    private void start(String... arguments) throws Exception {
        start(Map.of(), arguments);
    }

    private void start(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder launcher = new ProcessBuilder(CommandLineHarness.with(
                        List.of("bash", folder.resolve("constitution").toString()), arguments))
                .redirectErrorStream(true);
        launcher.environment().remove("JAVA_HOME");
        launcher.environment().putAll(environment);
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

    private List<String> modules() throws IOException {
        return Files.readAllLines(folder.resolve("built-with")).stream()
                .map(line -> line.replaceFirst(".*-pl (\\S+) .*", "$1"))
                .toList();
    }

    @Test
    void start_modelOfACloudIsNamed_buildsItsModuleOnceAndKeepsTheOthers() throws Exception {
        start("run", "--model", "openai:gpt-4o");
        start("run", "--model", "azure:gpt-4o");
        start("run", "--model=azure:gpt-4o", "--judge=bedrock:amazon.nova-lite-v1:0");
        start("run", "--model", "azure:gpt-4o");

        assertThat(modules())
                .containsExactly(
                        "constitution-runner",
                        "constitution-runner,constitution-azure",
                        "constitution-runner,constitution-azure,constitution-bedrock");
    }

    @Test
    void start_modelIsNamedInAFileOrAVariable_buildsItsModule() throws Exception {
        Path config = Files.writeString(folder.resolve("my run.yaml"), "model: \"vertex:gemini-2.5-flash\"\n");

        start("run", "--config", config.toString());
        start(Map.of("CONSTITUTION_RUN_JUDGE", "bedrock:m"), "run");
        start(
                Map.of(
                        "CONSTITUTION_RUN_CONFIG",
                        Files.writeString(folder.resolve("b.yaml"), "model: azure:x\n")
                                .toString()),
                "run");

        assertThat(modules())
                .containsExactly(
                        "constitution-runner,constitution-vertex",
                        "constitution-runner,constitution-bedrock,constitution-vertex",
                        "constitution-runner,constitution-azure,constitution-bedrock,constitution-vertex");
    }
}
