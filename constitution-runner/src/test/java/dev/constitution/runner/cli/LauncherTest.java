package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with a Maven and a Java that only note what they are asked for. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "constitution");

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(LAUNCHER, folder.resolve("constitution"));
        maven("");
        program("java", "exit 0");
    }

    /** @param does what it does besides, in {@code $app}, the folder that it is to fill */
    private void maven(String does) throws IOException {
        program("mvn", """
                cd '%s'
                echo "$@" >>built-with
                for word in "$@"; do case $word in
                  -Dapp.folder=*) app=constitution-runner/target/${word#*=} ;;
                esac; done
                mkdir -p $app
                for module in parquet azure bedrock vertex; do case "$*" in
                  *constitution-$module*) mkdir $app/$module ;;
                esac; done
                %s""".formatted(folder, does));
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
        ProcessBuilder launcher = launcher("bash");
        launcher.command().addAll(List.of(arguments));
        launcher.environment().putAll(environment);
        Programs.output(launcher);
    }

    /** @param before what stands before the launcher's name */
    private ProcessBuilder launcher(String... before) {
        ProcessBuilder launcher = new ProcessBuilder(new ArrayList<>(List.of(before))).redirectErrorStream(true);
        launcher.command().add(folder.resolve("constitution").toString());
        launcher.environment().remove("JAVA_HOME");
        launcher.environment().merge("PATH", folder.resolve("bin").toString(), (path, own) -> own + ':' + path);
        return launcher;
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

    @Test
    void start_dataThatLookLikeAModel_buildsNoModule() throws Exception {
        Path prompts = Files.writeString(
                folder.resolve("prompts.json"), "[\"Find the vertex: y = x^2\", \"vertex:a or azure:b?\"]\n");
        Path prices = Files.writeString(folder.resolve("prices.yaml"), "models: {\"bedrock:a\": {input: 1}}\n");

        start("run", "--prompts", prompts.toString(), "--prices=" + prices, "--model", "openai:a");
        start("run", "--prompts=" + prompts, "--system", "Find the vertex: y");
        start("judge", "--pairs", prompts.toString(), "--constitution=my-azure:set");
        start("experiment", "--prices", prices.toString(), "--out", "out");
        start(Map.of("CONSTITUTION_RUN_PROMPTS", prompts.toString()), "run");

        assertThat(modules()).containsExactly("constitution-runner");
    }

    @Test
    void start_experimentNamesAModel_buildsItsModule() throws Exception {
        Path file = Files.writeString(folder.resolve("e.yaml"), "arms:\n  a: {model: azure:x}\n");

        start("experiment", "--json", file.toString(), "--out", "out");

        assertThat(modules()).containsExactly("constitution-runner,constitution-azure");
    }

    @Test
    void start_buildFails_keepsWhatWasBuiltBefore() throws Exception {
        start("run", "--model", "azure:x");
        Path app = folder.resolve("constitution-runner/target/app");
        maven("exit 1");

        assertThatThrownBy(() -> start("run", "--model", "vertex:x")).hasMessageContaining("the build failed");

        assertThat(app.resolve("built")).exists();
        assertThat(app.resolve("azure")).exists();
        assertThat(app.resolve("vertex")).doesNotExist();
        maven("");
        start("status", "out");
        assertThat(modules()).as("nothing is to be built").hasSize(2);
    }

    @Test
    void start_whileAnotherBuilds_findsWhatWasBuiltBefore() throws Exception {
        start("status", "out");
        maven("ls constitution-runner/target/app/built >seen");

        start("run", "--model", "azure:x");

        assertThat(folder.resolve("seen")).content().contains("app/built");
        assertThat(folder.resolve("constitution-runner/target"))
                .isDirectoryNotContaining("glob:**/app.*")
                .isDirectoryNotContaining("glob:**/build.lock");
    }

    @Test
    void start_buildIsEnded_keepsWhatWasBuiltBefore() throws Exception {
        start("status", "out");
        maven("kill $PPID; sleep 0.2; kill $PPID; exit 1"); // twice, as who is impatient does

        assertThatThrownBy(() -> start("run", "--model", "azure:x")).isInstanceOf(AssertionError.class);

        assertThat(folder.resolve("constitution-runner/target/app/built")).exists();
        maven("");
        start("run", "--model", "azure:x");
        assertThat(folder.resolve("constitution-runner/target/app/azure")).exists();
    }

    @Test
    void start_twoAtOnce_oneBuildsAndTheOtherWaits() throws Exception {
        maven("sleep 2");
        CompletableFuture<Void> first = CompletableFuture.runAsync(this::startAlone);

        CompletableFuture<Void> second = CompletableFuture.runAsync(this::startAlone);

        CompletableFuture.allOf(first, second).get(60, TimeUnit.SECONDS);
        assertThat(modules()).containsExactly("constitution-runner");
    }

    private void startAlone() {
        try {
            start("status", "out");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void start_buildIsEnded_endsMaven() throws Exception {
        maven("kill $PPID; sleep 2; touch went-on");

        assertThatThrownBy(() -> start("status", "out")).isInstanceOf(AssertionError.class);

        Thread.sleep(2500);
        assertThat(folder.resolve("went-on")).doesNotExist();
        assertThat(folder.resolve("constitution-runner/target/build.lock")).doesNotExist();
    }

    @Test
    void start_severalAfterABuilderThatWasKilled_oneBuilds() throws Exception {
        maven("sleep 1");
        lock(gone());

        List<CompletableFuture<Void>> starts = Stream.generate(() -> CompletableFuture.runAsync(this::startAlone))
                .limit(4)
                .toList();

        CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(modules()).hasSize(1);
    }

    /** As in containers, where the first processes have the same numbers every time. */
    @Test
    void start_builderThatWasKilledHadItsNumber_builds() throws Exception {
        lock(gone());

        Programs.output(launcher(
                "bash", "-c", "echo $$ >\"${1%/*}/constitution-runner/target/build.lock\"; exec bash \"$1\"", "-"));

        assertThat(modules()).containsExactly("constitution-runner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"of another program", ""})
    void start_lockNamesNoBuilder_builds(String holder) throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            lock(holder.isEmpty() ? "" : Long.toString(other.pid()));

            start("status", "out");
        } finally {
            other.destroy();
        }

        assertThat(modules()).containsExactly("constitution-runner");
    }

    @Test
    void start_builderWasKilled_buildsAfterIt() throws Exception {
        Path lock = lock(gone());

        start("status", "out");

        assertThat(modules()).containsExactly("constitution-runner");
        assertThat(lock).doesNotExist();
    }

    private static String gone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        return Long.toString(gone.pid());
    }

    private Path lock(String holder) throws IOException {
        Path lock = Files.createDirectories(folder.resolve("constitution-runner/target"))
                .resolve("build.lock");
        return Files.writeString(lock, holder.isEmpty() ? "" : holder + "\n");
    }
}
