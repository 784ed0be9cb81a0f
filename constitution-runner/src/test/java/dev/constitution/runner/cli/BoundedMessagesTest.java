package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong and however often: what is said fits on a screen or two, and commands no terminal. */
class BoundedMessagesTest {
    private static final int FAULTS = 3000;
    private static final int LONGEST = 13_000;

    /** Clears the screen, in 7 and in 8 bits, and turns the direction of writing. */
    private static final String EVIL = "\u001b[2J\u009b2J\u202e";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writeFiles() throws IOException {
        write("prompts.jsonl", "{\"id\":\"a\",\"prompt\":\"A?\"}\n");
        String yamlKey = "\"\\e[2Jkey"; // an escape as YAML writes it
        write(
                "constitution.yaml",
                "id: a\nprinciples:\n  - id: b\n    norm: B.\n" + lines(i -> yamlKey + i + "\": 1\n"));
        write("ids.yaml", "id: a\nprinciples:\n" + lines(i -> "  - id: \"\\e[2J\"\n    norm: B.\n"));
        write("config.yaml", lines(i -> yamlKey + i + "\": 1\n"));
        write("prices.yaml", "as_of: 2025-01-01\nmodels:\n" + lines(i -> "  " + yamlKey + i + "\": {input: x}\n"));
        write(
                "experiment.yaml",
                "prompts: prompts.jsonl\narms:\n"
                        + lines(i -> "  a" + i + ":\n    model: \"none\\e[2J\"\n    gate: none\n"));
        write("bad.jsonl", lines(i -> JsonLines.of("prom" + EVIL + "pt" + "x".repeat(2000), "A?")));
        write("twice.jsonl", lines(i -> JsonLines.of("id", "a" + EVIL + "b".repeat(2000), "prompt", "A?")));
        write(
                "pairs.jsonl",
                "{\"prompt\":\"A?\",\"chosen\":\"B\",\"rejected\":\"C\"}\n"
                        + lines(i -> JsonLines.of("prompt", "A" + EVIL)));
        write("labels.jsonl", lines(i -> JsonLines.of("id" + EVIL, "x".repeat(2000))));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, FAULTS).mapToObj(line).collect(Collectors.joining());
    }

    private CommandLineHarness.Result run(String command) {
        return CommandLineHarness.run(Stream.of(command.split(" "))
                .map(word -> word.replace("DIR", folder.toString()).replace("SERVER", server.model()))
                .toList());
    }

    static Stream<String> manyFaults() {
        String run = "run --prompts=DIR/prompts.jsonl --out=DIR/out --model=SERVER ";
        return Stream.of(
                "principles validate DIR/constitution.yaml",
                "principles validate DIR/ids.yaml",
                "principles lint DIR/constitution.yaml",
                "principles show DIR/constitution.yaml",
                run + "--constitution=DIR/constitution.yaml",
                run + "--constitution=DIR/ids.yaml --dry-run",
                run + "--config=DIR/config.yaml",
                run + "--prices=DIR/prices.yaml",
                "experiment DIR/experiment.yaml --out=DIR/out",
                "run --prompts=DIR/bad.jsonl --out=DIR/out --model=SERVER --strict",
                "run --prompts=DIR/bad.jsonl --out=DIR/out --model=SERVER --strict --dry-run",
                "run --prompts=DIR/twice.jsonl --out=DIR/out --model=SERVER",
                "run --prompts=DIR/twice.jsonl --out=DIR/out --model=SERVER --dry-run",
                "judge --pairs=DIR/pairs.jsonl --out=DIR/out --model=SERVER --strict",
                "label import DIR/done DIR/labels.jsonl");
    }

    @ParameterizedTest
    @MethodSource("manyFaults")
    void command_thousandsOfFaults_namesTwentyAndCountsTheRest(String command) {
        if (command.startsWith("label")) {
            run("run --prompts=DIR/prompts.jsonl --out=DIR/done --model=SERVER").succeeded();
        }

        CommandLineHarness.Result result = run(command).ended(ExitCode.USAGE);

        requireBounded(result.err());
        assertThat(result.err()).containsPattern("\n… and \\d{1,2},\\d{3} more\n");
        assertThat(result.err().lines().filter(line -> line.contains(folder.toString()) || line.contains("the id \"")))
                .hasSizeBetween(20, 21);
    }

    private static void requireBounded(String said) {
        assertThat(said).hasSizeLessThan(LONGEST).doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void run_longValueOfAnOption_isCutInTheMiddle() {
        String value = "x".repeat(100_000);
        for (String option :
                List.of("--select", "--gate", "--shape", "--method", "--model", "--constitution", "--format")) {
            requireBounded(run("run --prompts=DIR/prompts.jsonl --out=DIR/out " + option + "=" + value)
                    .ended(ExitCode.USAGE)
                    .err());
        }
    }

    @Test
    void dryRun_longPrompt_isCutInTheMiddleWithItsLength() throws IOException {
        write("long.jsonl", JsonLines.of("id", "a" + EVIL, "prompt", "Begin " + "word ".repeat(200_000) + "end?"));

        String shown = run("run --prompts=DIR/long.jsonl --out=DIR/out --model=SERVER --dry-run")
                .succeeded()
                .out();

        assertThat(shown)
                .hasSizeLessThan(40_000)
                .contains("== row \"a\\u001b[2J\\u009b2J\\u202e\"", "user: Begin word", "word end?")
                .contains("[…, 1,000,010 characters in all, …]");
    }

    @Test
    void dryRun_manyTurns_showsBothEnds() throws IOException {
        String turns = IntStream.range(0, 501)
                .mapToObj(i ->
                        "{\"role\":\"" + (i % 2 == 0 ? "user" : "assistant") + "\",\"content\":\"turn " + i + "\"}")
                .collect(Collectors.joining(","));
        write("turns.jsonl", "{\"id\":\"a\",\"messages\":[" + turns + "]}\n");

        String shown = run("run --prompts=DIR/turns.jsonl --out=DIR/out --model=SERVER --dry-run")
                .succeeded()
                .out();

        assertThat(shown)
                .contains("turn 0\n", "turn 500\n", "[…, 501 turns in all, …]")
                .doesNotContain("turn 100\n");
    }

    @Test
    void run_providersErrorIsLong_isCut() {
        server.answerWith(ServerAnswer.error(400, "no " + "word ".repeat(400_000)));

        requireBounded(run("run --prompts=DIR/prompts.jsonl --out=DIR/out --model=SERVER")
                .err());
    }
}
