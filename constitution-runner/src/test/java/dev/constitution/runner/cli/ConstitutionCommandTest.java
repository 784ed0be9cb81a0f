package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstitutionCommandTest {
    @TempDir
    private Path folder;

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, 1);
    }

    private CommandLineHarness.Result run(String... more) {
        return CommandLineHarness.run(List.of("run", "--prompts=" + prompts, "--out=" + folder.resolve("out")), more);
    }

    @Test
    void run_unknownConstitution_suggestsAndEndsWithUsage() throws IOException {
        CommandLineHarness.Result result = run("--constitution=cai-61");

        assertThat(result.ended(ExitCode.USAGE).err())
                .contains("unknown constitution \"cai-61\"", "did you mean \"cai-16\"?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_unknownProvider_suggestsAndEndsWithUsage() throws IOException {
        CommandLineHarness.Result result = run("--model=opnai:gpt");

        assertThat(result.ended(ExitCode.USAGE).err())
                .contains("unknown provider \"opnai\"", "did you mean \"openai\"?", "\"local\"");
    }

    @Test
    void run_unknownSelectionOrPrincipleOrShape_suggests() throws IOException {
        assertThat(run("--select=randm").err()).contains("did you mean \"random\"?");
        assertThat(run("--select=fixed:helpful-honest-harmles").err())
                .contains("did you mean \"helpful-honest-harmless\"?");
        assertThat(run("--shape=chatt").err()).contains("did you mean \"chat\"?");
    }

    @Test
    void run_missingFile_saysWhich() {
        CommandLineHarness.Result result = CommandLineHarness.run(
                "run", "--prompts=" + folder.resolve("nowhere.jsonl"), "--out=" + folder.resolve("out"));

        assertThat(result.ended(ExitCode.USAGE).err()).contains("nowhere.jsonl");
    }

    @Test
    void run_outIsAFile_saysSo() throws IOException {
        Files.writeString(folder.resolve("out"), "precious");

        CommandLineHarness.Result result = run("--model=ollama:m");

        assertThat(result.ended(ExitCode.USAGE).err())
                .isEqualToIgnoringNewLines(folder.resolve("out") + ": is a file; name a folder");
        assertThat(folder.resolve("out")).hasContent("precious");
    }

    @Test
    void run_outMayNotBeMade_saysSo() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "this user may write everywhere");

        CommandLineHarness.Result result = CommandLineHarness.run(
                "run", "--prompts=" + prompts, "--out=" + closed.resolve("out"), "--model=ollama:m");

        assertThat(result.ended(ExitCode.STORAGE).err())
                .contains(closed.resolve("out") + ": cannot be written: access is denied");
    }

    @Test
    void run_outOfRangeSetting_saysTheRange() throws IOException {
        assertThat(run("--rounds=0").err()).contains("rounds must be at least 1, got 0");
        assertThat(run("--temperature=-1").err()).contains("temperature must be in [0, 100], got -1");
    }

    @Test
    void run_localFileThatIsNoModel_saysSo() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.gguf"), "not a model, certainly not");

        CommandLineHarness.Result result = run("--model=local:" + text);

        assertThat(result.ended(ExitCode.USAGE).err()).contains("notes.gguf").containsIgnoringCase("gguf");
    }

    @Test
    void models_list_namesEverySchemeOnStdout() {
        assertThat(CommandLineHarness.run("models", "list").out().lines())
                .containsExactly(
                        "anthropic:",
                        "azure:",
                        "bedrock:",
                        "gemini:",
                        "local:",
                        "mistral:",
                        "ollama:",
                        "openai:",
                        "openai-compatible:",
                        "vertex:");
    }

    @Test
    void run_help_listsTheExitCodes() {
        String help = CommandLineHarness.run("run", "--help").out();

        assertThat(ExitCode.values())
                .allSatisfy(code ->
                        assertThat(help.replaceAll("\\s+", " ")).contains(" " + code.number() + " " + code.meaning()));
    }
}
