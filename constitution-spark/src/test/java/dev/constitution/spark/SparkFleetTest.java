package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls are in flight, what a slow row holds up, and what becomes of a run that stops: an executor with two tasks. */
class SparkFleetTest {
    private static final int ROWS = 40; // four slices
    private static final int CALLS_A_ROW = 3;

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts() throws IOException {
        return Files.write(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"prompt\":\"Question " + i + "?\"}")
                        .toList());
    }

    private SparkResult run(int concurrency) throws IOException {
        return SparkRun.of(
                        spark,
                        "run",
                        "--prompts=" + prompts(),
                        "--rounds=1",
                        "--concurrency=" + concurrency,
                        "--model=" + server.model())
                .out(folder.resolve("out").toString())
                .execute();
    }

    @Test
    void concurrency_twoTasksAtOnce_isTheExecutors() throws IOException {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.answering(request -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            TimeUnit.MILLISECONDS.sleep(20);
            inFlight.decrementAndGet();
            return request.ownAnswer();
        });
        run(3);

        assertThat(most).hasValue(3);
        assertThat(server.answers()).isEqualTo(ROWS * CALLS_A_ROW);
    }

    @Test
    void slowSlice_othersGoOn() throws IOException {
        int others = (ROWS - 1) * CALLS_A_ROW;
        server.answering(request -> {
            // The first row is answered when every other row is done.
            boolean isFirst = request.says("Question 0?");
            for (int i = 0; i < 3000 && isFirst && server.answers() < others; i++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return isFirst && server.answers() < others ? ServerAnswer.error(500, "held up") : request.ownAnswer();
        });

        assertThat(run(4).rows()).containsExactlyEntriesOf(Map.of("pair", (long) ROWS));
        assertThat(server.requests()).isEqualTo(ROWS * CALLS_A_ROW);
    }

    @Test
    void modelRefusesOnTheWay_nothingIsWhole_nextStartPaysForTheRest() throws IOException {
        AtomicInteger good = new AtomicInteger();
        server.answering(request ->
                good.incrementAndGet() <= 50 ? request.ownAnswer() : ServerAnswer.error(401, "the key was withdrawn"));
        assertThatThrownBy(() -> run(4))
                .isInstanceOf(RunStopException.class)
                .hasMessageEndingWith(
                        ": authentication: the key was withdrawn; give a key that may use the model, then run"
                                + " the same command again");
        assertThat(folder.resolve("out/manifest.json")).doesNotExist();
        assertThat(server.answers()).isEqualTo(50);

        server.answering(request -> request.ownAnswer());
        assertThat(run(4).rows()).containsEntry("pair", (long) ROWS);
        assertThat(server.answers()).isEqualTo(ROWS * CALLS_A_ROW);
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void twoSamplesOfAPrompt_areTwoCalls_andThoseOfTheRunner() throws IOException {
        server.answering(new NumberedAnswers());
        List<String> words = List.of("run", "--method=rl-cai", "--prompts=" + prompts(), "--model=" + server.model());
        Path runner = RunnerPairs.run(folder.resolve("runner"), words);
        int calls = server.answers();
        SparkRun.of(spark, words.toArray(String[]::new))
                .out(folder.resolve("out").toString())
                .execute();

        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner.resolve("pairs.jsonl")))
                .contains("Answer ");
        assertThat(server.answers()).isEqualTo(2 * calls);
        assertThat(calls).isGreaterThanOrEqualTo(ROWS * CALLS_A_ROW);
    }
}
