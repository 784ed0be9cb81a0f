package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods and judges on the command line; no model is opened. */
class MethodOptionsTest {
    @TempDir
    private Path folder;

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = Files.writeString(folder.resolve("prompts.txt"), "One?\nTwo?\nThree?\nFour?\n");
    }

    private CommandLineHarness.Result dryRun(String... more) {
        return CommandLineHarness.run(
                List.of("run", "--dry-run", "--prompts=" + prompts, "--out=" + folder.resolve("out")), more);
    }

    private CommandLineHarness.Result comparison(String... more) {
        return dryRun(CommandLineHarness.with(List.of("--method=rl-cai"), more).toArray(String[]::new));
    }

    /** How many calls a dry run's report foretells. */
    private static long calls(String scenario, CommandLineHarness.Result report) {
        return report.succeeded()
                .json()
                .path("total")
                .path(scenario)
                .path("calls")
                .asLong();
    }

    @Test
    void dryRun_comparison_knowsTheCallsOfTheJudge() {
        String openai = "--model=openai:gpt-4o-mini";
        String anthropic = "--model=anthropic:claude-haiku-4-5-20251001";

        assertThat(calls("high", comparison("--json", openai)))
                .as("2 answers, 2 orders by log-probabilities")
                .isEqualTo(4 * (2 + 2));
        assertThat(calls("low", comparison("--json", anthropic)))
                .as("2 answers, 2 orders of 2 votes that agree")
                .isEqualTo(4 * (2 + 4));
        assertThat(calls("low", comparison("--json", openai, "--samples=3"))).isEqualTo(4 * (3 + 3 * 2));
        assertThat(calls("low", comparison("--json", openai, "--select=random:4")))
                .isEqualTo(4 * (2 + 4 * 2));
        assertThat(calls("low", comparison("--json", openai, "--chain-of-thought=3")))
                .isEqualTo(4 * (2 + 2 * 3));
        assertThat(calls("low", comparison("--json", openai, "--judge-by=structured")))
                .isEqualTo(4 * (2 + 2));
    }

    @Test
    void dryRun_confirmation_isAskedWhereTheCriticFindsSomething() {
        CommandLineHarness.Result report = dryRun("--json", "--confirm", "--rounds=1", "--model=openai:gpt-4o-mini");

        assertThat(calls("high", report)).isEqualTo(4 * (3 + 2));
        assertThat(calls("low", report)).isEqualTo(4 * 2);
    }

    @Test
    void dryRun_comparison_showsTheJudgesRequest() {
        CommandLineHarness.Result result = comparison("--model=openai:gpt-4o-mini", "--judge=openai:gpt-4o");

        assertThat(result.out())
                .contains("-- generate/1, asked of the generator openai:gpt-4o-mini")
                .containsPattern("-- judge/1-2/[a-z-]+/a-first/vote-1, asked of the judge openai:gpt-4o")
                .contains("[the answer of the generator to generate/2]");
    }

    @Test
    void run_optionsOfTheOtherMethod_areRefusedAllAtOnce() {
        CommandLineHarness.Result comparison =
                comparison("--critic=openai:gpt-4o", "--reviser=openai:gpt-4o", "--confirm", "--rounds=2");
        CommandLineHarness.Result revision = dryRun("--samples=3", "--temperatures=0.2,1", "--judge=openai:gpt-4o");

        assertThat(comparison.ended(ExitCode.USAGE).err())
                .contains("--critic is of use only with --method sl-cai")
                .contains("--reviser is of use only")
                .contains("--confirm is of use only")
                .contains("--rounds or --no-critique is of use only with --method sl-cai");
        assertThat(revision.err())
                .contains("--samples is of use only with --method rl-cai")
                .contains("--temperatures is of use only")
                .contains("--judge is of use only where a judge is asked, with --method rl-cai or --confirm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method=rl-ca                | unknown method \"rl-ca\"; did you mean \"rl-cai\"?",
                "--method=rl-cai --judge-by=vote | unknown way of judging \"vote\"; did you mean \"votes\"?",
                "--method=rl-cai --samples=1   | --samples must be at least 2, got 1",
                "--method=rl-cai --chain-of-thought=0 | --chain-of-thought must be at least 1, got 0",
                "--method=rl-cai --chain-of-thought=3 --judge-by=votes"
                        + " | a judge that reasons first closes with a tag; leave --judge-by or --chain-of-thought out",
                "--method=rl-cai --judge=ollama:x --judge-by=logprobs"
                        + " | the judge's provider gives no log-probabilities; name auto, votes or structured",
                "--method=rl-cai --select=random:none | random:none must name how many principles to draw",
            })
    void run_badValue_saysWhatIsKnown(String options, String message) {
        assertThat(dryRun(options.split(" ")).ended(ExitCode.USAGE).err()).contains(message);
    }
}
