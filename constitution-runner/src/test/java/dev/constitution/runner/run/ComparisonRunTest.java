package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.Confirmation;
import dev.constitution.stage.Stage;
import dev.constitution.testing.LetterModel;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of comparison and confirmation. */
class ComparisonRunTest {
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    private final EchoModel model = new EchoModel();
    private final LetterModel letters = new LetterModel(true, ComparisonRunTest::preference);

    /** Follows from what is shown, and in which order. */
    private static double preference(LetterModel.Shown shown) {
        return (Math.floorMod(shown.hashCode(), 1000) + 0.5) / 1000;
    }

    private static ConstitutionalJudge judge(ChatModel judge) {
        return judge(ModelJudge.builder().model(judge).build().inBothOrders());
    }

    private static ConstitutionalJudge judge(Judge judge) {
        return new ConstitutionalJudge(judge, RunFolder.KIND, PrincipleSelector.all(), 0.1);
    }

    private Stage comparison(ChatModel judge) {
        return Comparison.builder()
                .model(model)
                .judge(judge(judge))
                .samples(3)
                .seed(7)
                .build();
    }

    private RunResult run(RunFolder run, Stage stage, int concurrency) throws Exception {
        return run.run(stage, 1).concurrency(concurrency).build().execute();
    }

    @Test
    void execute_anyConcurrency_isByteIdenticalAndSound() throws Exception {
        for (int concurrency : List.of(1, 4, 32)) {
            RunFolder run = new RunFolder(folder, "c" + concurrency, ROWS);
            RunResult result = run(run, comparison(letters), concurrency);

            assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
            assertThat(result.calls())
                    .as("three answers, three pairs in both orders under two principles")
                    .isEqualTo(ROWS * 15);
            assertThat(result.judged().judged()).isEqualTo(ROWS * 3);
            run.requireSoundAndComplete(ROWS);
            assertThat(run.file("pairs.jsonl"))
                    .hasSameBinaryContentAs(folder.resolve("c1").resolve("pairs.jsonl"));
        }
    }

    @Test
    void execute_pair_hasScoresThatFollowFromTheVerdict() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        run(run, comparison(letters), 4);

        List<JsonNode> pairs = JsonLines.read(run.file("pairs.jsonl"));
        assertThat(pairs).hasSize(ROWS);
        for (JsonNode pair : pairs) {
            double probability = pair.get("probability").doubleValue();
            assertThat(probability).isGreaterThan(0.5).isLessThanOrEqualTo(1);
            assertThat(pair.get("score_chosen").doubleValue()).isEqualTo(probability);
            assertThat(pair.get("score_rejected").doubleValue()).isCloseTo(1 - probability, within(1e-15));
            assertThat(pair.get("source").textValue()).isEqualTo("comparison");
            assertThat(pair.get("principle")).hasSize(2);
            assertThat(pair.get("provenance").get("calls")).hasSize(15);
        }
    }

    @Test
    void execute_judgeFailsFirst_resumesWithoutAskingAnsweredCallsAgain() throws Exception {
        RunFolder whole = new RunFolder(folder, "whole", ROWS);
        run(whole, comparison(letters), 4);
        RunFolder run = new RunFolder(folder, "out", ROWS);
        AtomicInteger judged = new AtomicInteger();
        ChatModel failing = new LetterModel(true, shown -> {
            if (judged.incrementAndGet() % 20 == 0) {
                throw new InternalServerException("down");
            }
            return preference(shown);
        });
        RunResult first = run(run, comparison(failing), 4);
        assertThat(first.outcomes().details(OutcomeKind.FAILED)).containsKey("unavailable");
        long failed = first.outcomes().of(OutcomeKind.FAILED);
        assertThat(failed).isPositive();
        int before = model.calls() + letters.calls();

        run.setAsideFailed();
        RunResult second = run(run, comparison(letters), 4);

        assertThat(second.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        assertThat(second.calls())
                .as("only what had failed")
                .isEqualTo(model.calls() + letters.calls() - before)
                .isLessThanOrEqualTo(ROWS);
        assertThat(second.replayed()).isGreaterThanOrEqualTo(failed * 3);
        assertThat(run.file("pairs.jsonl")).hasSameBinaryContentAs(whole.file("pairs.jsonl"));
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void verify_inputWithFieldsOfOurNames_isSound() throws Exception {
        RunFolder run = new RunFolder(folder, "out", 0);
        Files.writeString(
                run.prompts(),
                "{\"id\":\"p0\",\"prompt\":\"Why?\",\"call\":\"generate/1\",\"answers\":[{\"call\":\"x\"}]}");

        run(run, comparison(letters), 1);

        run.requireSoundAndComplete(1);
        assertThat(JsonLines.read(run.file("pairs.jsonl")))
                .singleElement()
                .satisfies(pair -> assertThat(pair.at("/provenance/calls")).hasSize(15));
    }

    @Test
    void execute_judgeWithoutVerdict_rejectsEveryRowAndPairsNone() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Stage stage = Comparison.builder()
                .model(model)
                .judge(judge((pair, principle, judgeCalls) -> Verdict.Unreadable.of("?")))
                .build();

        RunResult result = run(run, stage, 4);

        assertThat(result.outcomes().details(OutcomeKind.REJECTED)).containsEntry("no_verdict", (long) ROWS);
        assertThat(run.file("pairs.jsonl")).isEmptyFile();
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void execute_positionBoundJudge_endsInTiesThatAreCounted() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Stage stage = Comparison.builder()
                .model(model)
                .judge(judge(Judge.first().inBothOrders()))
                .build();

        RunResult result = run(run, stage, 4);

        assertThat(result.outcomes().details(OutcomeKind.REJECTED)).containsEntry("tie", (long) ROWS);
        assertThat(result.judged()).isEqualTo(new OrderCounts(ROWS, ROWS));
        assertThat(result.judged().isPositionBound()).isTrue();
        assertThat(run(run, stage, 4).judged())
                .as("a start that judges nothing anew counts what is done")
                .isEqualTo(new OrderCounts(ROWS, ROWS));
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void execute_confirmation_keepsThePreferredRevisions() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Stage stage = new Confirmation(RunFolder.stage(model, 1), judge(letters), 7);

        RunResult result = run(run, stage, 4);

        long pairs = result.outcomes().of(OutcomeKind.PAIR);
        assertThat(pairs).isBetween(1L, ROWS - 1L);
        assertThat(result.outcomes().details(OutcomeKind.REJECTED)).containsOnlyKeys("not_preferred", "tie");
        assertThat(JsonLines.read(run.file("pairs.jsonl"))).hasSize((int) pairs).allSatisfy(pair -> {
            assertThat(pair.get("source").textValue()).isEqualTo("revision");
            assertThat(pair.get("probability").doubleValue()).isGreaterThan(0.5);
        });
        run.requireSoundAndComplete(ROWS);
    }
}
