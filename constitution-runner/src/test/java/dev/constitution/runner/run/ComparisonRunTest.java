package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.LogprobMetadata.Candidate;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.SamplingParameters;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.Judge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.wire.ChatCompletionMetadata;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.Confirmation;
import dev.constitution.stage.Stage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of comparison and confirmation. */
class ComparisonRunTest {
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    /** Answers by the seed, so that samples differ; as a judge it gives log-probabilities that follow from the request. */
    private final ChatModel model = new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            calls.incrementAndGet();
            SamplingParameters sampling = (SamplingParameters) request.parameters();
            int hash = Math.floorMod(request.messages().toString().hashCode(), 1000);
            if (sampling.topLogprobs() == null) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("Answer " + hash + " of " + sampling.seed()))
                        .build();
            }
            double a = (hash + 0.5) / 1000;
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(a > 0.5 ? "A" : "B"))
                    .metadata(new ChatCompletionMetadata.Builder()
                            .logprobs(List.of(new TokenLogprobs(
                                    a > 0.5 ? "A" : "B",
                                    Math.log(Math.max(a, 1 - a)),
                                    List.of(new Candidate("A", Math.log(a)), new Candidate("B", Math.log(1 - a))))))
                            .build())
                    .build();
        }
    };

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
            RunResult result = run(run, comparison(model), concurrency);

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
        run(run, comparison(model), 4);

        for (String line : Files.readAllLines(run.file("pairs.jsonl"))) {
            JsonNode pair = Json.parse(line);
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
        run(whole, comparison(model), 4);
        RunFolder run = new RunFolder(folder, "out", ROWS);
        AtomicInteger judged = new AtomicInteger();
        ChatModel failing = new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                if (judged.incrementAndGet() % 20 == 0) {
                    throw new InternalServerException("down");
                }
                return model.doChat(request);
            }
        };
        RunResult first = run(run, comparison(failing), 4);
        assertThat(first.outcomes().details(OutcomeKind.FAILED)).containsKey("unavailable");
        long failed = first.outcomes().of(OutcomeKind.FAILED);
        assertThat(failed).isPositive();
        calls.set(0);

        try (RunStore store = RunStore.openExisting(run.directory())) {
            store.allOutcomes(0).forEachRemaining(outcome -> {
                if (outcome.orThrow().kind() == OutcomeKind.FAILED) {
                    store.writer().setAside(outcome, "retry");
                }
            });
        }
        RunResult second = run(run, comparison(model), 4);

        assertThat(second.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        assertThat(second.calls())
                .as("only what had failed")
                .isEqualTo(calls.get())
                .isLessThanOrEqualTo(ROWS);
        assertThat(second.replayed()).isGreaterThanOrEqualTo(failed * 3);
        assertThat(run.file("pairs.jsonl")).hasSameBinaryContentAs(whole.file("pairs.jsonl"));
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void verify_inputWithFieldsOfOurNames_isSound() throws Exception {
        RunFolder run = new RunFolder(folder, "out", 0);
        Files.writeString(
                folder.resolve("out.jsonl"),
                "{\"id\":\"p0\",\"prompt\":\"Why?\",\"call\":\"generate/1\",\"answers\":[{\"call\":\"x\"}]}");

        run(run, comparison(model), 1);

        run.requireSoundAndComplete(1);
        assertThat(Json.parse(Files.readString(run.file("pairs.jsonl")))
                        .get("provenance")
                        .get("calls"))
                .hasSize(15);
    }

    @Test
    void execute_judgeWithoutVerdict_rejectsEveryRowAndPairsNone() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Stage stage = Comparison.builder()
                .model(model)
                .judge(judge((pair, principle, judgeCalls) -> new Verdict.Unreadable("?", List.of(), List.of())))
                .build();

        RunResult result = run(run, stage, 4);

        assertThat(result.outcomes().details(OutcomeKind.REJECTED)).containsEntry("no_verdict", (long) ROWS);
        assertThat(Files.readAllLines(run.file("pairs.jsonl"))).isEmpty();
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

    @ParameterizedTest
    @CsvSource({"0, 0, false", "3, 3, false", "4, 4, true", "6, 4, false", "40, 26, false", "40, 27, true"})
    void isPositionBound_shareOfTheSamePosition_countsBeyondChance(long judged, long samePosition, boolean bound) {
        assertThat(new OrderCounts(judged, samePosition).isPositionBound()).isEqualTo(bound);
    }

    @Test
    void execute_confirmation_keepsThePreferredRevisions() throws Exception {
        RunFolder run = new RunFolder(folder, "out", ROWS);
        Stage stage = new Confirmation(RunFolder.stage(model, 1), judge(model), 7);

        RunResult result = run(run, stage, 4);

        long pairs = result.outcomes().of(OutcomeKind.PAIR);
        assertThat(pairs).isBetween(1L, ROWS - 1L);
        assertThat(result.outcomes().details(OutcomeKind.REJECTED)).containsEntry("not_preferred", ROWS - pairs);
        List<String> lines = Files.readAllLines(run.file("pairs.jsonl"));
        assertThat(lines).hasSize((int) pairs).allSatisfy(line -> {
            JsonNode pair = Json.parse(line);
            assertThat(pair.get("source").textValue()).isEqualTo("revision");
            assertThat(pair.get("probability").doubleValue()).isGreaterThan(0.5);
        });
        run.requireSoundAndComplete(ROWS);
    }
}
