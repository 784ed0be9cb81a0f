package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.TwoRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Principles whose critic objects where a prompt's first word says so. */
class PrinciplesMeasuredTest {
    @TempDir
    private Path folder;

    @AutoClose
    private ScriptedExperiment experiment;

    @BeforeEach
    void makeExperiment() throws IOException {
        experiment = new ScriptedExperiment(folder);
        experiment.server().answering(PrinciplesMeasuredTest::answer);
        experiment.prompts(6, "Calm").prompts(8, "Long").prompts(4, "Rude");
        Files.writeString(folder.resolve("rules.yaml"), TwoRules.yaml("Where is the answer too long?"));
    }

    /** A judge prefers the plain answer to rude prompts, and revisions to others. */
    private static ServerAnswer answer(ServerRequest request) {
        String turn = request.lastTurn();
        if (ScriptedExperiment.isJudged(request)) {
            boolean plainFirst = turn.indexOf("plain answer") < turn.indexOf("new answer");
            return Completion.of("<verdict>" + (plainFirst == request.says("Rude ") ? "A" : "B") + "</verdict>")
                    .sent();
        }
        if (turn.contains("Where is the answer")) {
            boolean objects = turn.contains("rude?") ? request.says("Rude ") : request.says("Long ");
            return Completion.of("So it is. <decision>" + (objects ? "revise" : "keep") + "</decision>")
                    .sent();
        }
        return turn.contains("Rewrite it")
                ? Completion.of("new answer, " + request.ownText()).sent()
                : Completion.of("plain answer to " + turn).sent();
    }

    private JsonNode figures(String arms) throws IOException {
        String judge = "judge: {model: \"" + experiment.server().model()
                + "\", constitution: rules.yaml, judge-by: structured}\n";
        return Json.parse(
                experiment.run(ExitCode.COMPLETE, judge + arms, "--json").out());
    }

    private static double value(JsonNode figure) {
        assertThat(figure.path("value").isNumber()).as("%s", figure).isTrue();
        return figure.path("value").asDouble();
    }

    @Test
    void principles_askedInTurn_areCountedByPrompt() throws IOException {
        JsonNode figures = figures(
                "arms:\n  plain: {answers: answer}\n  rules: {constitution: rules.yaml, select: all, rounds: 1}\n");

        JsonNode polite = figures.path("principles").path(0);
        assertThat(polite.path("principle").textValue()).isEqualTo("polite");
        assertThat(polite.path("prompts").asInt()).isEqualTo(18);
        assertThat(value(polite.path("fires"))).isCloseTo(4 / 18.0, within(1e-6));
        assertThat(value(polite.path("changes"))).isCloseTo(4 / 18.0, within(1e-6));
        assertThat(value(polite.path("wins"))).isZero();
        JsonNode terse = figures.path("principles").path(1);
        assertThat(value(terse.path("fires"))).isCloseTo(8 / 18.0, within(1e-6));
        assertThat(value(terse.path("wins"))).isEqualTo(1);
        assertThat(terse.path("wins").path("n").asInt()).isEqualTo(8);
        JsonNode rules = figures.path("arms").path(1);
        assertThat(value(rules.path("revised"))).isCloseTo(12 / 18.0, within(1e-6));
        assertThat(rules.path("rounds")).hasSize(2);
    }

    /** On the fourteen first answers that both principles were asked of. */
    @Test
    void overlap_oneObjectsWhereverAnyDoes_theOtherCouldBeLeftOut() throws IOException {
        JsonNode overlap = figures(
                        "arms:\n  plain: {answers: answer}\n  rules: {constitution: rules.yaml, select: all, rounds: 1}\n")
                .path("overlap");

        assertThat(overlap.path("answers").asInt()).isEqualTo(14);
        assertThat(value(overlap.path("matrix").path(0).path("agreeing"))).isCloseTo(6 / 14.0, within(1e-6));
        assertThat(overlap.path("kept").toString()).isEqualTo("[\"short\"]");
        assertThat(overlap.path("spare").toString()).isEqualTo("[\"polite\"]");
    }

    @Test
    void ablate_oneArm_makesAnArmForEachPrincipleAndSaysWhatItChanged() throws IOException {
        JsonNode figures =
                figures("ablate: rules\narms:\n  rules: {constitution: rules.yaml, select: all, rounds: 1}\n");

        assertThat(figures.path("arms"))
                .extracting(arm -> arm.path("arm").textValue())
                .containsExactly("rules", "rules-without-polite", "rules-without-short");
        assertThat(figures.path("baseline").textValue()).isEqualTo("rules");
        assertThat(figures.fieldNames())
                .toIterable()
                .as("names that others read")
                .contains("version", "experiment", "rows", "baseline", "pairs", "strengths", "arms", "shared_calls")
                .contains("judge_calls", "detector", "principles", "overlap", "ablations", "looks", "advice", "run");
        assertThat(figures.path("pairs").path(0).fieldNames())
                .toIterable()
                .contains("a", "b", "win_rate", "p", "adjusted_p", "verdict", "wins", "ties", "losses", "equal_answers")
                .contains("differing", "missing", "orders", "evidence", "refusals", "length");
        assertThat(figures.path("ablations")).hasSize(2);
        assertThat(figures.path("ablations").path(0).path("principle").textValue())
                .isEqualTo("polite");
        assertThat(value(figures.path("pairs").path(0).path("differing"))).isCloseTo(4 / 18.0, within(1e-6));
        assertThat(value(figures.path("pairs").path(1).path("differing"))).isCloseTo(8 / 18.0, within(1e-6));
        assertThat(CommandLineHarness.run("status", experiment.out().toString()).out())
                .contains("one principle left out")
                .contains("without polite")
                .contains("changes 22 [");
    }

    /** The reviser's critic keeps the polite answers to rude prompts as short; the judge finds them worse. */
    @Test
    void consistency_judgeAgainstWhatACriticKept_isCountedByPrinciple() throws IOException {
        JsonNode consistency = figures(
                        "arms:\n  plain: {answers: answer}\n  rules: {constitution: rules.yaml, select: all, rounds: 1}\n")
                .path("consistency");

        assertThat(value(consistency.path("prompts"))).isEqualTo(1);
        assertThat(consistency.path("principles").path(0).path("principle").textValue())
                .isEqualTo("short");
        assertThat(value(consistency.path("principles").path(0).path("against")))
                .isEqualTo(1);
    }

    /** Critics of different principles say the same in the same number of tokens. */
    @Test
    void calls_sameWordsOfDifferentRequests_areNotShared() throws IOException {
        JsonNode figures =
                figures("ablate: rules\narms:\n  rules: {constitution: rules.yaml, select: all, rounds: 1}\n");

        long asked = figures.path("shared_calls").path("calls").asLong()
                + figures.path("judge_calls").path("calls").asLong();
        for (JsonNode arm : figures.path("arms")) {
            asked += arm.path("calls").path("calls").asLong()
                    - arm.path("calls").path("shared").asLong();
        }
        assertThat(asked).isEqualTo(experiment.server().requests());
        assertThat(figures.path("shared_calls").path("calls").asInt())
                .as("first answers")
                .isEqualTo(18);
    }
}
