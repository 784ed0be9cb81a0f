package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
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
    /** In seconds. */
    private static final double HELD_UP = 1;

    private static final int ROWS = 160;
    private static final int CONCURRENCY = 8;
    private static final int KILLS = 2;
    private static final int ANSWER_TOKENS = 100;
    private static final int FIRST_GUESS = 512;

    /** What a second allows. */
    private static final int REQUESTS = 24;

    private static final int TOKENS = 10_000;

    /** Principles without exemplars, which would be most of each request. */
    private static final Path PLAIN =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("benchmarks/plain.yaml");

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
        return config(server, i -> "Question " + i + "?", "");
    }

    private Path config(LoopbackServer server, IntFunction<String> prompt, String more) throws IOException {
        List<String> lines = IntStream.range(0, ROWS)
                .mapToObj(i -> "{\"prompt\":\"" + prompt.apply(i) + "\"}")
                .toList();
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

    /** How many slices' outcomes are in place. */
    private long committed() throws IOException {
        Path outcomes = folder.resolve("spark/outcomes");
        if (!Files.isDirectory(outcomes)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(outcomes)) {
            return all.count();
        }
    }

    /** What limits count of a request, and when it came. */
    private record Sent(long nanos, long tokens) {}

    /** What a request and its answer are said to have. */
    private static long tokens(ServerRequest request) {
        return request.conversation().length() / 4 + ANSWER_TOKENS;
    }

    /**
     * At no time more than a rate allows. What is saved up, one second's worth, may go at once; and what was held up on its way to
     * the server, on a busy machine as long as {@link #HELD_UP}, comes beside what was sent after it.
     */
    private static void assertWithin(List<Sent> sent, double perSecond, double besides, ToLongFunction<Sent> units) {
        for (int first = 0; first < sent.size(); first++) {
            double sum = 0;
            for (int last = first; last < sent.size(); last++) {
                sum += units.applyAsLong(sent.get(last));
                double seconds = (sent.get(last).nanos() - sent.get(first).nanos()) / 1e9;
                assertThat(sum)
                        .as("sent in %s s", seconds)
                        .isLessThanOrEqualTo(perSecond * (seconds + 1 + HELD_UP) + besides);
            }
        }
    }

    @Test
    @Order(1)
    void requestsAndTokensAMinute_executorsComeAndGo_neverMore() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Queue<Sent> arrived = new ConcurrentLinkedQueue<>();
            server.answering(request -> {
                long tokens = tokens(request);
                arrived.add(new Sent(System.nanoTime(), tokens));
                return Completion.of(request.ownText())
                        .usage("{\"prompt_tokens\":" + (tokens - ANSWER_TOKENS) + ",\"completion_tokens\":"
                                + ANSWER_TOKENS + ",\"total_tokens\":" + tokens + "}")
                        .sent();
            });
            // Requests are what the first half is held up by, tokens what the second is, whose prompts are long.
            int half = ROWS / 2;
            Path config = config(
                    server,
                    i -> "Question " + i + "?" + (i < half ? "" : " Say why.".repeat(200)),
                    "rounds: 1\nconstitution: " + PLAIN + "\nrpm: " + 60 * REQUESTS + "\ntpm: " + 60 * TOKENS + "\n");
            Process driver = submit(config, Map.of(), "out"); // in the driver's folder, not in the executors'

            SparkCluster.await(() -> arrived.size() >= half || !driver.isAlive());
            cluster.killExecutors(0); // the worker starts another
            SparkCluster.await(() -> arrived.size() >= 4 * half || !driver.isAlive());
            cluster.killExecutors(1);
            awaitSuccess(driver);

            assertThat(RunnerPairs.parts(shared.resolve("out/pairs.jsonl")).lines())
                    .hasSize(ROWS);
            List<Sent> all = arrived.stream()
                    .sorted(Comparator.comparingLong(Sent::nanos))
                    .toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(3 * ROWS);
            assertWithin(all, REQUESTS, 1, sent -> 1);
            // An executor guesses at the answers' tokens until it has some.
            assertWithin(all, TOKENS, 2.0 * CONCURRENCY * FIRST_GUESS, Sent::tokens);
            List<Sent> firsts = all.subList(0, 2 * half);
            List<Sent> lasts = all.subList(4 * half, all.size());
            assertThat(firsts).as("held up by requests alone").allMatch(sent -> sent.tokens() * REQUESTS < TOKENS);
            assertThat(lasts.stream().mapToLong(Sent::tokens).sum())
                    .as("as much as takes many seconds")
                    .isGreaterThan(8 * TOKENS);
            assertThat(cluster.executors(0)).as("executors of the first worker").isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    @Order(2)
    void executorKilled_ledgerInAnObjectStore_noAnswerAskedAgain() throws Exception {
        try (LoopbackServer server = new LoopbackServer();
                ObjectStore store = new ObjectStore(folder)) {
            Path config = config(server, i -> "Question " + i + "?", "rounds: 1\n");
            Path runner = RunnerPairs.run(folder.resolve("runner"), List.of("run", "--config=" + config));
            int calls = server.answers();
            Map<String, String> settings = new HashMap<>();
            store.settings().forEach((name, value) -> settings.put("spark.hadoop." + name, value));
            Process driver = submit(config, settings, store.uri("spark"));

            SparkCluster.await(() -> server.answers() >= calls + calls / 3 || !driver.isAlive());
            cluster.killExecutors(0);
            awaitSuccess(driver);

            assertThat(store.read("spark/pairs.jsonl")).isEqualTo(Files.readString(runner.resolve("pairs.jsonl")));
            assertThat(server.answers() - 2 * calls)
                    .as("answers that were asked for again, of " + calls)
                    .isBetween(0, CONCURRENCY);
        }
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
                    .as("slices in place when the worker was killed")
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
