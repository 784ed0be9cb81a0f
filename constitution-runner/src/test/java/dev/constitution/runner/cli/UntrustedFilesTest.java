package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are made to attack a reader, given to a run in every place that takes one. */
class UntrustedFilesTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private CommandLineHarness.Result run(Path prompts, String... more) {
        return CommandLineHarness.run(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--out=" + folder.resolve("runs/out")),
                more);
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" {");
            for (int k = 0; k < 9; k++) {
                bomb.append("k").append(k).append(": *a").append(i - 1).append(", ");
            }
            bomb.append("}\n");
        }
        return bomb.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "--config, tag",
        "--config, bomb",
        "--prices, tag",
        "--prices, bomb",
        "--constitution, tag",
        "--constitution, bomb",
    })
    void run_yamlThatConstructsOrExplodes_isRefusedBeforeACall(String option, String attack) throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.txt"), "One?\n");
        Path file = Files.writeString(
                folder.resolve("attack.yaml"),
                attack.equals("tag") ? "x: !!javax.script.ScriptEngineManager {a: 1}\n" : bomb());

        CommandLineHarness.Result result = run(prompts, option + "=" + file);

        assertThat(result.ended(ExitCode.USAGE).err())
                .contains("YAML " + (attack.equals("tag") ? "tags" : "aliases") + " are not supported");
        assertThat(server.received()).isEmpty();
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void run_idsThatLookLikePaths_writeNothingOutsideTheFolder() throws Exception {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), """
                {"id":"../../escaped","prompt":"One?"}
                {"id":"/tmp/escaped","prompt":"Two?"}
                {"id":"run.db","prompt":"Three?"}
                """);

        run(prompts).succeeded();

        CommandLineHarness.requireSound(folder.resolve("runs/out"), 3, 3);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of(
                            "p.jsonl",
                            "runs/out/data-report.json",
                            "runs/out/prompts",
                            "runs/out/run.db",
                            "runs/out/run.db-shm",
                            "runs/out/run.db-wal",
                            "runs/out/run.lock",
                            "runs/out/pairs.jsonl",
                            "runs/out/sft.jsonl"));
        }
    }
}
