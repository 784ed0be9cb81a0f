package dev.constitution.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.FolderBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentFiguresTest {
    private static final Offset<Double> DIGITS = within(2e-6);
    private static final String TWO_ARMS = "arms:\n  told: {answers: instruct}\n  plain: {answers: answer}\n";

    @TempDir
    private Path folder;

    @AutoClose
    private ScriptedExperiment experiment;

    @BeforeEach
    void makeExperiment() {
        experiment = new ScriptedExperiment(folder);
    }

    private static void requireFigure(JsonNode figure, double value, double low, double high, int n) {
        assertThat(figure.path("value").asDouble()).as("%s", figure).isCloseTo(value, DIGITS);
        assertThat(figure.path("low").asDouble()).as("%s", figure).isCloseTo(low, DIGITS);
        assertThat(figure.path("high").asDouble()).as("%s", figure).isCloseTo(high, DIGITS);
        assertThat(figure.path("n").asInt()).as("%s", figure).isEqualTo(n);
    }

    /** The example of both orders in the page on statistics. */
    @Test
    void figures_judgeWithPositionBias_areThoseOfTheClosedForm() throws IOException {
        experiment
                .prompts(17, ScriptedExperiment.WIN)
                .prompts(9, ScriptedExperiment.LOSS)
                .prompts(10, ScriptedExperiment.FIRST)
                .prompts(4, ScriptedExperiment.SECOND);

        JsonNode pair = experiment.figures(TWO_ARMS).path("pairs").path(0);

        assertThat(pair.path("a").textValue()).isEqualTo("told");
        requireFigure(pair.path("win_rate"), 0.6, 0.474683, 0.712142, 40);
        assertThat(pair.path("win_rate").path("method").textValue()).isEqualTo("Tango score");
        assertThat(pair.path("wins").asInt()).isEqualTo(17);
        assertThat(pair.path("ties").asInt()).isEqualTo(14);
        JsonNode orders = pair.path("orders");
        requireFigure(orders.path("bias"), 0.075, -0.018044, 0.165112, 40);
        assertThat(orders.path("p").path("value").asDouble()).isCloseTo(0.118469, DIGITS);
        assertThat(orders.path("disagreeing").path("value").asDouble()).isCloseTo(0.35, DIGITS);
        assertThat(pair.path("verdict").textValue()).isEqualTo("no difference found");
    }

    @Test
    void figures_verdictsMissing_countNowhereAndAreSaid() throws IOException {
        experiment
                .prompts(10, ScriptedExperiment.WIN)
                .prompts(10, ScriptedExperiment.FIRST)
                .prompts(3, ScriptedExperiment.MUTE);

        JsonNode figures = experiment.figures(TWO_ARMS);

        JsonNode pair = figures.path("pairs").path(0);
        requireFigure(pair.path("win_rate"), 0.75, 0.629156, 0.850351, 20); // the table's 10, 0, 20
        assertThat(pair.path("missing").path("unreadable").asInt()).isEqualTo(3);
        assertThat(figures.path("advice").toString()).contains("counted nowhere: 3 prompts");
    }

    @Test
    void figures_judgeGoesByPosition_saysThatItSaidNothing() throws IOException {
        experiment.prompts(12, ScriptedExperiment.FIRST);

        String text = experiment.run(TWO_ARMS).out();

        assertThat(text)
                .contains("12 rows: 12 tried")
                .contains("told : plain: the judge followed the position on every prompt")
                .contains("no prompt differs; no test");
        assertThat(text.lines().takeWhile(line -> !line.contains(" generated in ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void figures_armsOfOneContent_haveOneContent() throws IOException {
        experiment.prompts(12, ScriptedExperiment.WIN);

        JsonNode figures = experiment.figures(TWO_ARMS + "  again: {answers: instruct}\n");

        JsonNode equal = figures.path("pairs").path(1);
        assertThat(equal.path("a").textValue() + equal.path("b").textValue()).isEqualTo("toldagain");
        assertThat(equal.path("equal_answers").asInt()).isEqualTo(12);
        requireFigure(equal.path("win_rate"), 0.5, 0.5 - half(12, 2), 0.5 + half(12, 2), 12);
        assertThat(equal.path("adjusted_p").isMissingNode()).isTrue();
        assertThat(without(figures.path("arms").path(0), "arm"))
                .isEqualTo(without(figures.path("arms").path(2), "arm"));
        assertThat(figures.path("pairs").path(0).path("win_rate").path("value").asDouble())
                .isEqualTo(1);
        assertThat(figures.path("strengths").path("unranked").toString())
                .contains("plain")
                .contains("never won in 12");
        assertThat(figures.path("shared_calls").path("calls").asInt()).isEqualTo(12);
        assertThat(figures.path("judge_calls").path("calls").asInt()).isEqualTo(24);
    }

    /** Half of Tango's interval of a win rate where all prompts are ties, at 5 % over the tested pairs. */
    private static double half(int n, int pairs) {
        double z = new dev.constitution.runner.stats.Level(0.05 / pairs).z();
        return z * z / (n + z * z) / 2;
    }

    private static JsonNode without(JsonNode node, String field) {
        return ((ObjectNode) node.deepCopy()).without(field);
    }

    @Test
    void figures_refusals_areApartByPromptWithTheDetectorsAccuracy() throws IOException {
        experiment.prompts(6, "Win bad", "unsafe").prompts(4, "Win", "safe").prompts(2, "Win bad", "safe");

        JsonNode figures = experiment.figures("unsafe: {field: kind, values: [unsafe]}\n" + TWO_ARMS);

        JsonNode told = figures.path("arms").path(0).path("refusals");
        assertThat(told.path("on_unsafe").path("value").asDouble()).isEqualTo(1);
        assertThat(told.path("on_safe").path("value").asDouble()).isCloseTo(1 / 3.0, DIGITS);
        assertThat(told.path("on_safe").path("n").asInt()).isEqualTo(6);
        JsonNode difference = figures.path("pairs").path(0).path("refusals").path("on_unsafe");
        assertThat(difference.path("value").asDouble()).isEqualTo(1);
        assertThat(difference.path("high").asDouble()).isEqualTo(1);
        assertThat(figures.path("detector")
                        .path("on_unsafe")
                        .path("found")
                        .path("n")
                        .asInt())
                .isEqualTo(114);
        assertThat(figures.path("rows").path("unsafe").asInt()).isEqualTo(6);
    }

    @Test
    void figures_armThatAlwaysFails_areUndefinedForIt() throws IOException {
        experiment.prompts(3, ScriptedExperiment.WIN);
        experiment
                .server()
                .answering(request -> request.says("Keep to these principles") && !ScriptedExperiment.isJudged(request)
                        ? Completion.of("cut").finish("length").sent()
                        : ScriptedExperiment.answer(request));

        CommandLineHarness.Result result = experiment.run(ExitCode.FAILED_ROWS, judged() + TWO_ARMS, "--json");

        JsonNode figures = Json.parse(result.out());
        JsonNode told = figures.path("arms").path(0);
        assertThat(told.path("answered").asInt()).isZero();
        assertThat(told.path("failed").path("truncated").asInt()).isEqualTo(3);
        assertThat(told.path("length").path("undefined").textValue()).isNotEmpty();
        JsonNode pair = figures.path("pairs").path(0);
        assertThat(pair.path("win_rate").path("undefined").textValue()).isEqualTo("no prompt has a verdict");
        assertThat(pair.path("missing").path("unanswered").asInt()).isEqualTo(3);
        assertThat(result.out()).doesNotContain("NaN");
    }

    private String judged() {
        return "judge: {model: \"" + experiment.server().model() + "\", judge-by: structured}\n";
    }

    @Test
    void figures_withoutJudge_haveNoWinRates() throws IOException {
        experiment.prompts(3, ScriptedExperiment.WIN);

        JsonNode figures =
                Json.parse(experiment.run(ExitCode.COMPLETE, TWO_ARMS, "--json").out());

        assertThat(figures.path("pairs")
                        .path(0)
                        .path("win_rate")
                        .path("undefined")
                        .textValue())
                .isEqualTo("no prompt has a verdict");
        assertThat(figures.path("strengths").isMissingNode()).isTrue();
        assertThat(figures.path("advice").toString()).isEqualTo("[]");
        assertThat(CommandLineHarness.run("status", experiment.out().toString()).out())
                .doesNotContain("arm against arm")
                .contains("longer by -1");
    }

    @Test
    void figures_nothingDone_areUndefinedAndSaySo() throws IOException {
        experiment.prompts(3, ScriptedExperiment.WIN);

        JsonNode figures = Json.parse(experiment
                .run(ExitCode.BUDGET, judged() + TWO_ARMS, "--json", "--max-run-tokens=1")
                .out());

        assertThat(figures.path("rows").path("tried").asInt()).isZero();
        assertThat(figures.path("arms")
                        .path(0)
                        .path("refusals")
                        .path("all")
                        .path("undefined")
                        .textValue())
                .isEqualTo("nothing to have a share of");
    }

    @Test
    void looks_beforeTheEnd_areCountedOnceForEachNumberOfPrompts() throws IOException {
        experiment.prompts(9, ScriptedExperiment.WIN);
        experiment.run("limit: 3\nlooks: 3\n" + TWO_ARMS);
        experiment.run("limit: 3\nlooks: 3\n" + TWO_ARMS);
        JsonNode second = experiment.figures("limit: 6\nlooks: 3\n" + TWO_ARMS);

        assertThat(second.path("looks").path("looks").asInt()).isEqualTo(2);
        assertThat(second.path("looks").path("alpha").asDouble()).isCloseTo(0.022052, DIGITS);
        assertThat(second.path("advice").toString()).contains("look 2 of 3 planned");
    }

    @Test
    void looks_thatNobodyPlanned_turnToEvidence() throws IOException {
        experiment.prompts(9, ScriptedExperiment.WIN);
        experiment.run("limit: 3\n" + TWO_ARMS);
        JsonNode second = experiment.figures("limit: 6\n" + TWO_ARMS);
        JsonNode edited = experiment.figures("limit: 6\n" + TWO_ARMS + "  again: {answers: instruct}\n");

        assertThat(second.path("advice").toString()).contains("look 2, at 6 of 6 prompts, which nobody planned");
        assertThat(second.path("pairs").path(0).path("evidence").asDouble()).isCloseTo(64.0 / 7, DIGITS);
        assertThat(edited.path("looks").path("looks").asInt()).isEqualTo(1);
        assertThat(edited.path("looks").path("versions").asInt()).isEqualTo(2);
    }

    @Test
    void looks_byCommandsThatOnlyRead_areNotedBesideTheStoreAlone() throws IOException {
        experiment.prompts(3, ScriptedExperiment.WIN);
        experiment.run(TWO_ARMS);
        Path noted = experiment.out().resolve("looks.jsonl");
        Map<String, String> before = FolderBytes.of(experiment.out());
        String status = experiment.out().toString();

        CommandLineHarness.run("status", status).succeeded();
        assertThat(FolderBytes.of(experiment.out()))
                .as("the same prompts were seen before")
                .isEqualTo(before);

        String line = Files.readString(noted);
        Files.writeString(noted, "{\"arms\": \"torn");
        CommandLineHarness.run("status", status).succeeded();
        assertThat(Files.readString(noted)).startsWith("{\"arms\": \"torn");
        Files.writeString(noted, line);
        assertThat(FolderBytes.of(experiment.out())).isEqualTo(before);
    }
}
