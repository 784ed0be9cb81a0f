package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.text.Overlap;
import dev.constitution.text.WordSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyCommandTest {
    @TempDir
    private Path folder;

    private CommandLineHarness.Result copy(String name, Path to, String... more) {
        return CommandLineHarness.run(List.of("prompts", "copy", name, "--to=" + to), more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reflection", "interaction"})
    void copy_each_isAFileThatRunsTake(String name) throws IOException {
        Path file = folder.resolve("new/" + name + ".jsonl");

        assertThat(copy(name, file).succeeded().out()).contains("12 prompts");

        CommandLineHarness.run(
                        "run",
                        "--method=" + name,
                        "--prompts=" + file,
                        "--out=" + folder.resolve("out"),
                        "--strict",
                        "--dry-run")
                .succeeded();
        List<JsonNode> prompts = JsonLines.read(file);
        for (int i = 0; i < prompts.size(); i++) {
            for (int j = i + 1; j < prompts.size(); j++) {
                assertThat(Overlap.of(words(prompts.get(i))).shareFrom(words(prompts.get(j))))
                        .as("%s beside %s", prompts.get(i), prompts.get(j))
                        .isLessThan(0.2);
            }
        }
    }

    private static WordSequence words(JsonNode prompt) {
        return WordSequence.of(prompt.get("prompt").textValue());
    }

    @Test
    void copy_severalTimes_givesEachAnIdOfItsOwn() throws IOException {
        Path file = folder.resolve("reflection.jsonl");

        copy("reflection", file, "--times=3").succeeded();

        List<JsonNode> prompts = JsonLines.read(file);
        Set<String> ids = new HashSet<>();
        Set<String> texts = new HashSet<>();
        prompts.forEach(prompt -> {
            ids.add(prompt.get("id").textValue());
            texts.add(prompt.get("prompt").textValue());
        });
        assertThat(prompts).hasSize(36);
        assertThat(ids).hasSize(36).contains("diary-1", "diary-3");
        assertThat(texts).hasSize(12);
        assertThat(prompts.get(12).get("id").textValue())
                .as("all once, then all again")
                .isEqualTo("letter-back-2");
    }

    @Test
    void copy_toStandardOutput_printsThePromptsAlone() {
        assertThat(CommandLineHarness.run("prompts", "copy", "interaction", "--to=-")
                        .succeeded()
                        .out()
                        .lines())
                .hasSize(12)
                .allMatch(line -> line.startsWith("{\"id\":"));
    }

    @Test
    void copy_fileThatHoldsSomethingElse_isKept() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.jsonl"), "mine");

        assertThat(copy("reflection", file).ended(ExitCode.USAGE).err()).contains("holds something else", "--force");
        assertThat(file).hasContent("mine");

        copy("reflection", file, "--force").succeeded();
        copy("reflection", file).succeeded();
        assertThat(JsonLines.read(file)).hasSize(12);
    }

    @Test
    void copy_unknownNameOrNumber_isRefused() {
        Path file = folder.resolve("x.jsonl");

        assertThat(copy("reflections", file).ended(ExitCode.USAGE).err())
                .contains("there are no built-in prompts \"reflections\"; did you mean \"reflection\"?");
        assertThat(copy("reflection", file, "--times=0").ended(ExitCode.USAGE).err())
                .contains("--times must be between 1 and");
        assertThat(copy("reflection", folder).ended(ExitCode.USAGE).err()).contains("is a folder");
        assertThat(file).doesNotExist();
    }
}
