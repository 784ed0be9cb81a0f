package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        List<String> arguments =
                new ArrayList<>(List.of("run", "--dry-run", "--prompts", prompts.toString(), "--out", folder + "/out"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    private long calls(String scenario, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--json"));
        arguments.addAll(List.of(more));
        JsonNode json = Json.parse(dryRun(arguments.toArray(String[]::new)).out());
        return json.path("total").path(scenario).path("calls").asLong();
    }

    @Test
    void dryRun_comparison_knowsTheCallsOfTheJudge() {
        String[] openai = {"--method", "rl-cai", "--model", "openai:gpt-4o-mini"};
        String[] anthropic = {"--method", "rl-cai", "--model", "anthropic:claude-haiku-4-5-20251001"};

        assertThat(calls("high", openai))
                .as("2 answers, 2 orders by log-probabilities")
                .isEqualTo(4 * (2 + 2));
        assertThat(calls("low", anthropic)).as("2 answers, 2 orders of 5 votes").isEqualTo(4 * (2 + 10));
        assertThat(calls("low", with(openai, "--samples", "3"))).isEqualTo(4 * (3 + 3 * 2));
        assertThat(calls("low", with(openai, "--select", "random:4"))).isEqualTo(4 * (2 + 4 * 2));
        assertThat(calls("low", with(openai, "--chain-of-thought", "3"))).isEqualTo(4 * (2 + 2 * 3));
        assertThat(calls("low", with(openai, "--judge-by", "structured"))).isEqualTo(4 * (2 + 2));
    }

    @Test
    void dryRun_confirmation_isAskedWhereTheCriticFindsSomething() {
        String[] command = {"--confirm", "--rounds", "1", "--model", "openai:gpt-4o-mini"};

        assertThat(calls("high", command)).isEqualTo(4 * (3 + 2));
        assertThat(calls("low", command)).isEqualTo(4 * 2);
    }

    @Test
    void dryRun_comparison_showsTheJudgesRequest() {
        CommandLineHarness.Result result =
                dryRun("--method", "rl-cai", "--model", "openai:gpt-4o-mini", "--judge", "openai:gpt-4o");

        assertThat(result.out())
                .contains("-- generate/1, asked of the generator openai:gpt-4o-mini")
                .containsPattern("-- judge/1-2/[a-z-]+/a-first/vote-1, asked of the judge openai:gpt-4o")
                .contains("[the answer of the generator to generate/2]");
    }

    private static String[] with(String[] command, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void run_optionsOfTheOtherMethod_areRefusedAllAtOnce() {
        CommandLineHarness.Result comparison = dryRun(
                "--method",
                "rl-cai",
                "--critic",
                "openai:gpt-4o",
                "--reviser",
                "openai:gpt-4o",
                "--confirm",
                "--rounds",
                "2");
        CommandLineHarness.Result revision =
                dryRun("--samples", "3", "--temperatures", "0.2,1", "--judge", "openai:gpt-4o");

        assertThat(comparison.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(comparison.err())
                .contains("--critic is of use only with --method sl-cai")
                .contains("--reviser is of use only")
                .contains("--confirm is of use only")
                .contains("--rounds or --no-critique is of use only with --method sl-cai");
        assertThat(revision.err())
                .contains("--samples is of use only with --method rl-cai")
                .contains("--temperatures is of use only")
                .contains("--judge is of use only where a judge is asked, with --method rl-cai or --confirm");
    }

    @Test
    void run_badValues_sayWhatIsKnown() {
        assertThat(dryRun("--method", "rl-ca").err()).contains("unknown method \"rl-ca\"; did you mean \"rl-cai\"?");
        assertThat(dryRun("--method", "rl-cai", "--judge-by", "vote").err())
                .contains("unknown way of judging \"vote\"; did you mean \"votes\"?");
        assertThat(dryRun("--method", "rl-cai", "--samples", "1").err())
                .contains("--samples must be at least 2, got 1");
        assertThat(dryRun("--method", "rl-cai", "--chain-of-thought", "0").err())
                .contains("--chain-of-thought must be at least 1, got 0");
        assertThat(dryRun("--method", "rl-cai", "--chain-of-thought", "3", "--judge-by", "votes")
                        .err())
                .contains("a judge that reasons first closes with a tag; leave --judge-by or --chain-of-thought out");
        assertThat(dryRun("--method", "rl-cai", "--judge", "ollama:x", "--judge-by", "logprobs")
                        .err())
                .contains("the judge's provider gives no log-probabilities; name auto, votes or structured");
        assertThat(dryRun("--method", "rl-cai", "--select", "random:none").err())
                .contains("random:none must name how many principles to draw");
    }
}
