package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyInputTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --prompts=FOLDER/p.jsonl --model=MODEL --out=FOLDER/out",
                "run --prompts=FOLDER/p.jsonl --model=MODEL --out=FOLDER/out --dry-run",
                "judge --pairs=FOLDER/p.jsonl --model=MODEL --out=FOLDER/out",
                "judge --pairs=FOLDER/p.jsonl --model=MODEL --out=FOLDER/out --dry-run",
                "judge --pairs=FOLDER/p.jsonl --baseline=longer",
                "experiment FOLDER/e.yaml --out=FOLDER/out",
                "experiment FOLDER/e.yaml --out=FOLDER/out --dry-run",
                "principles propose --pairs=FOLDER/p.jsonl --model=MODEL --out=FOLDER/out --to=FOLDER/h.yaml",
                "principles lint FOLDER/house.yaml --prompts=FOLDER/p.jsonl",
            })
    void command_inputWithoutRows_saysSo(String command) throws IOException {
        Files.writeString(folder.resolve("p.jsonl"), "\n\r\n");
        Files.writeString(folder.resolve("e.yaml"), """
                prompts: p.jsonl
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s", rounds: 1}
                arms:
                  plain: {answers: answer}
                  cai: {constitution: cai-16}
                """.formatted(server.model()));
        Files.writeString(
                folder.resolve("house.yaml"),
                "id: house\nprinciples:\n- id: kind\n  norm: If the user asks for verse, a good answer rhymes.\n");
        String[] words = Arrays.stream(command.split(" "))
                .map(word -> word.replace("FOLDER", folder.toString()).replace("MODEL", server.model()))
                .toArray(String[]::new);

        assertThat(CommandLineHarness.run(words).ended(ExitCode.USAGE).err())
                .contains(folder.resolve("p.jsonl") + ": there are no rows in it; name a file that holds some");
        assertThat(server.requests()).isZero();
    }

    @Test
    void labelImport_fileWithoutLabels_saysSo() throws IOException {
        Path out = folder.resolve("out");
        Path prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, 2);
        CommandLineHarness.run("run", "--prompts=" + prompts, "--model=" + server.model(), "--rounds=1", "--out=" + out)
                .succeeded();
        Path labels = Files.writeString(folder.resolve("labels.jsonl"), "\n");

        assertThat(CommandLineHarness.run("label", "import", out.toString(), labels.toString())
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(labels + ": there are no labels in it");
    }
}
