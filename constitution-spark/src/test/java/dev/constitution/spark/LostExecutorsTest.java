package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster loses an executor and a worker by {@code kill -9}, and does a straggler twice at once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LostExecutorsTest {
    private static final int ROWS = 160;
    private static final int CONCURRENCY = 8;
    private static final int KILLS = 2;
    private static final int ANSWER_TOKENS = 100;
    private static final int FIRST_GUESS = 512;

    @TempDir
    private static Path shared;

    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new SparkCluster(shared, 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private Path config(LoopbackServer server) throws IOException {
        return config(server, "");
    }

    private Path config(LoopbackServer server, String more) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            lines.add("{\"prompt\":\"Question " + i + "?\"}");
        }
        Path prompts = Files.write(folder.resolve("prompts.jsonl"), lines);
        return Files.writeString(
                folder.resolve("run.yaml"),
                "prompts: " + prompts + "\nmodel: " + server.model() + "\nseed: 7\nconcurrency: " + CONCURRENCY + "\n"
                        + more);
    }

    private Process submit(Path config, Map<String, String> settings) throws IOException {
        return submit(config, settings, folder.resolve("spark").toString());
    }

    private Process submit(Path config, Map<String, String> settings, String out) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put(SparkRun.SLICE_ROWS, "10");
        all.put("spark.task.maxFailures", "8");
        return cluster.submit(all, List.of("run", "--config=" + config, "--out=" + out));
    }

    private static void awaitSuccess(Process driver) throws Exception {
        boolean ended = driver.waitFor(10, TimeUnit.MINUTES);
        driver.destroyForcibly();
        assertThat(ended).as(cluster.log("driver")).isTrue();
        assertThat(driver.exitValue()).as(cluster.log("driver")).isZero();
    }

    /** How many tasks' outcomes are written for good. */
    private long committed() throws IOException {
        Path tasks = folder.resolve("spark/outcomes/_temporary/0");
        if (!Files.isDirectory(tasks)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(tasks)) {
            return all.filter(task -> task.getFileName().toString().startsWith("task_"))
                    .count();
        }
    }

    /** What a limit counts of a request, and when it came. */
    private record Sent(long nanos, long units) {}

    /** Does a run of which an executor is killed, with a limit; what is saved up, one second's worth, may go at once. */
    private List<Sent> runWithin(
            String out, String option, double perSecond, double besides, ToLongFunction<ServerRequest> units)
            throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Queue<Sent> arrived = new ConcurrentLinkedQueue<>();
            server.answering(request -> {
                long tokens = tokens(request);
                arrived.add(new Sent(System.nanoTime(), units.applyAsLong(request)));
                return Completion.of(request.ownText())
                        .usage("{\"prompt_tokens\":" + (tokens - ANSWER_TOKENS) + ",\"completion_tokens\":"
                                + ANSWER_TOKENS + ",\"total_tokens\":" + tokens + "}")
                        .sent();
            });
            Path config = config(server, "rounds: 1\n" + option + ": " + Math.round(60 * perSecond) + "\n");
            Process driver = submit(config, Map.of(), out); // in the driver's folder, not in the executors'

            SparkCluster.await(() -> arrived.size() >= 100 || !driver.isAlive());
            cluster.killExecutors(0); // the worker starts another
            awaitSuccess(driver);

            assertThat(RunnerPairs.parts(shared.resolve(out + "/pairs.jsonl")).lines())
                    .hasSize(ROWS);
            List<Sent> all = arrived.stream()
                    .sorted(Comparator.comparingLong(Sent::nanos))
                    .toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(3 * ROWS);
            for (int first = 0; first < all.size(); first++) {
                double sum = 0;
                for (int last = first; last < all.size(); last++) {
                    sum += all.get(last).units();
                    double seconds = (all.get(last).nanos() - all.get(first).nanos()) / 1e9;
                    assertThat(sum)
                            .as("sent in %s s", seconds)
                            .isLessThanOrEqualTo(perSecond * (seconds + 1) + besides);
                }
            }
            return all;
        }
    }

    /** What a request and its answer are said to have. */
    private static long tokens(ServerRequest request) {
        return request.conversation().length() / 4 + ANSWER_TOKENS;
    }

    @Test
    @Order(1)
    void requestsAMinute_executorsComeAndGo_neverMore() throws Exception {
        runWithin("out", "rpm", 24, 1, request -> 1);
        assertThat(cluster.executors(0)).as("executors of the first worker").isGreaterThanOrEqualTo(2);
    }

    @Test
    @Order(1)
    void tokensAMinute_executorsComeAndGo_noMoreThanGuessesAreOff() throws Exception {
        // An executor guesses at the answers' tokens until it has some.
        List<Sent> all = runWithin("tokens", "tpm", 6000, 2.0 * CONCURRENCY * FIRST_GUESS, LostExecutorsTest::tokens);
        assertThat(all.stream().mapToLong(Sent::units).sum())
                .as("as much as takes many seconds")
                .isGreaterThan(10 * 6000);
    }

    @Test
    @Order(3) // of two workers one is left
    void executorAndWorkerKilled_rowsOnce_noAnswerAskedAgain() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(request -> {
                TimeUnit.MILLISECONDS.sleep(30);
                return request.ownAnswer();
            });
            Path config = config(server);
            Path runner = RunnerPairs.run(folder.resolve("runner"), List.of("run", "--config=" + config));
            int calls = server.answers();
            Process driver = submit(config, Map.of("spark.speculation", "true"));

            SparkCluster.await(() -> committed() >= 2 || !driver.isAlive());
            cluster.killExecutors(0);
            SparkCluster.await(() -> committed() >= 5 || !driver.isAlive());
            cluster.killWorker(1);
            assertThat(committed())
                    .as("committed tasks when the worker was killed")
                    .isLessThan(ROWS / 10);
            awaitSuccess(driver);

            assertThat(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl")))
                    .isEqualTo(Files.readString(runner.resolve("pairs.jsonl")));
            assertThat(server.answers() - 2 * calls)
                    .as("answers that were asked for again, of " + calls)
                    .isBetween(0, KILLS * CONCURRENCY);
        }
    }

    @Test
    @Order(2)
    void straggler_doneTwiceAtOnce_onlyItsOpenCallsPaidTwice() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Path config = config(server);
            Path runner = RunnerPairs.run(folder.resolve("runner"), List.of("run", "--config=" + config));
            int calls = server.answers();
            AtomicInteger asked = new AtomicInteger();
            server.answering(request -> {
                // The last row's first request is not answered before a copy of its task asks too.
                boolean isFirst = request.says("Question " + (ROWS - 1) + "?") && asked.getAndIncrement() == 0;
                while (isFirst && asked.get() < 2) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                return request.ownAnswer();
            });
            awaitSuccess(submit(
                    config,
                    Map.of(
                            "spark.speculation", "true",
                            "spark.speculation.quantile", "0.5",
                            "spark.speculation.minTaskRuntime", "3s")));

            assertThat(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl")))
                    .isEqualTo(Files.readString(runner.resolve("pairs.jsonl")));
            // Both go on with the row once its first call is answered.
            assertThat(server.answers() - 2 * calls)
                    .as("answers that were asked for again, of " + calls)
                    .isBetween(1, calls / ROWS + CONCURRENCY);
        }
    }
}
