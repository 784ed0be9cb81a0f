package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that end when so many pairs stand. Of the prompts every third gives no pair, and every seventh repeats the one before it,
 * whose pair it gives again.
 */
class PairsRunTest {
    private static final int ROWS = 60;
    private static final int CONCURRENCY = 8;
    private static final Pattern NUMBER = Pattern.compile("Question number (\\d+)");

    /** Those of rows 1, 2, 4, 5, 7, 8, 10, 11, 14 and 16; that of row 6 repeats row 5's. */
    private static final int WANTED = 10;

    private static final int ROWS_FOR_THEM = 17;
    private static final int CALLS = 3 * ROWS_FOR_THEM;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(PairsRunTest::answer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = Files.writeString(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question number " + (i % 7 == 6 ? i - 1 : i)
                                + "?\"}")
                        .collect(Collectors.joining("\n")));
    }

    /** Rows end in another order than they begin. */
    private static ServerAnswer answer(ServerRequest request) throws InterruptedException {
        Matcher found = NUMBER.matcher(request.conversation());
        int number = found.find() ? Integer.parseInt(found.group(1)) : 0;
        TimeUnit.MILLISECONDS.sleep(number * 7 % 11);
        int turns = number % 3 == 0 ? 0 : request.body().path("messages").size();
        return Completion.of("Answer " + Integer.toHexString(Objects.hash(number, turns)) + ".")
                .sent();
    }

    private List<String> command(String out, String... more) {
        return CommandLineHarness.with(
                List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + folder.resolve(out),
                        "--model=" + server.model(),
                        "--rounds=1"),
                Arrays.stream(more).anyMatch(option -> option.startsWith("--concurrency"))
                        ? more
                        : Stream.concat(Stream.of("--concurrency=" + CONCURRENCY), Arrays.stream(more))
                                .toArray(String[]::new));
    }

    private CommandLineHarness.Result run(String out, String... more) {
        return CommandLineHarness.run(command(out, more));
    }

    private List<String> pairs(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("pairs.jsonl"));
    }

    private void requireSame(String out, String other) {
        for (String name : List.of("pairs.jsonl", "sft.jsonl", "data-report.json")) {
            assertThat(folder.resolve(out).resolve(name))
                    .hasSameBinaryContentAs(folder.resolve(other).resolve(name));
        }
    }

    @Test
    void run_anyConcurrency_asksTheSameAndWritesThatManyPairs() throws IOException {
        run("c1", "--pairs=" + WANTED, "--concurrency=1").succeeded();
        assertThat(server.requests()).isEqualTo(CALLS);
        assertThat(pairs("c1")).hasSize(WANTED);

        for (int concurrency : List.of(2, 5, 32)) {
            String out = "c" + concurrency;
            int before = server.requests();
            run(out, "--pairs=" + WANTED, "--concurrency=" + concurrency).succeeded();

            requireSame(out, "c1");
            assertThat(server.requests() - before).as(out).isEqualTo(CALLS);
            CommandLineHarness.requireSound(folder.resolve(out), ROWS, ROWS_FOR_THEM);
        }
    }

    @Test
    void run_pairsThatStand_areTheFirstOfAllRows() throws IOException {
        run("all").succeeded();
        List<String> all = pairs("all");

        run("some", "--pairs=" + WANTED).succeeded();

        assertThat(pairs("some")).isEqualTo(all.subList(0, WANTED));
        assertThat(pairs("some").get(WANTED - 1)).contains("\"id\":\"p16\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 47, 51})
    void run_killedAtARequest_endsWithTheSamePairs(int request) throws Exception {
        CountDownLatch reached = server.answeringAndTelling(request, PairsRunTest::answer);
        ChildRun killed = ChildRun.start(folder, command("out", "--pairs=" + WANTED));
        assertThat(reached.await(1, TimeUnit.MINUTES)).as(killed.output()).isTrue();
        killed.kill();

        ChildRun.start(folder, command("out", "--pairs=" + WANTED)).succeeded();

        assertThat(server.requests()).isLessThanOrEqualTo(CALLS + CONCURRENCY);
        run("straight", "--pairs=" + WANTED).succeeded();
        requireSame("out", "straight");
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS_FOR_THEM);
    }

    @Test
    void run_promptsEnd_saysHowManyStand() throws IOException {
        CommandLineHarness.Result ended = run("out", "--pairs=50").ended(ExitCode.TOO_FEW_PAIRS);

        assertThat(ended.out())
                .contains("stopped: " + pairs("out").size() + " of 50 pairs stand, and 60 rows are all done;");
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        run("out", "--pairs=50").ended(ExitCode.TOO_FEW_PAIRS);
        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString())
                        .succeeded()
                        .out())
                .contains("pairs wanted: 50;")
                .contains("stopped: " + pairs("out").size() + " of 50 pairs stand");
    }

    @Test
    void run_limitEnds_goesOnWithAHigherOne() throws IOException {
        CommandLineHarness.Result ended =
                run("out", "--pairs=" + WANTED, "--limit=12").ended(ExitCode.TOO_FEW_PAIRS);
        assertThat(ended.out()).contains("8 of 10 pairs stand").contains("raise --limit");

        run("out", "--pairs=" + WANTED, "--limit=40").succeeded();

        assertThat(server.requests()).isEqualTo(CALLS);
        run("straight", "--pairs=" + WANTED).succeeded();
        requireSame("out", "straight");
    }

    @Test
    void run_pairsStandAlready_asksNothingAndChangesNoFile() throws IOException {
        run("out", "--pairs=" + WANTED).succeeded();
        int requests = server.requests();
        Map<String, String> files = files("out");

        CommandLineHarness.Result again =
                run("out", "--pairs=" + WANTED, "--json").succeeded();

        assertThat(server.requests()).isEqualTo(requests);
        assertThat(files("out")).isEqualTo(files);
        assertThat(again.json().get("left").intValue()).isZero();
        run("out", "--pairs=3").succeeded();
        assertThat(pairs("out")).as("pairs that stand are kept").hasSize(WANTED);
    }

    private Map<String, String> files(String out) throws IOException {
        Map<String, String> files = FolderBytes.of(folder.resolve(out));
        files.keySet().removeIf(name -> name.startsWith("run.db"));
        return files;
    }

    @Test
    void run_morePairsWanted_goesOnBehindThoseThatStand() throws IOException {
        run("out", "--pairs=4").succeeded();
        run("out", "--pairs=7").succeeded();
        run("out", "--pairs=" + WANTED).succeeded();
        assertThat(server.requests()).isEqualTo(CALLS);

        run("straight", "--pairs=" + WANTED).succeeded();

        requireSame("out", "straight");
        run("out").succeeded();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(CommandLineHarness.run("status", folder.resolve("out").toString())
                        .out())
                .doesNotContain("pairs wanted");
    }

    @Test
    void run_killedWithoutPairsWanted_doesTheRowsBetweenAndNoMore() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        server.answering(asked -> {
            if (asked.says("number 4?")) {
                reached.await(1, TimeUnit.MINUTES); // is under way when later rows are done
            } else if (asked.says("number 22?")) {
                reached.countDown();
            }
            return answer(asked);
        });
        ChildRun killed = ChildRun.start(folder, command("out"));
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        killed.kill();
        server.answering(PairsRunTest::answer);

        run("out", "--pairs=3").succeeded();

        List<String> pairs = pairs("out");
        run("all").succeeded();
        assertThat(pairs).isEqualTo(pairs("all").subList(0, pairs.size())).hasSizeBetween(3, 30);
    }

    @Test
    void run_rowsFailed_othersComeInTheirPlace() throws IOException {
        server.answering(
                asked -> asked.says("number 4?") ? ServerAnswer.error(400, "no such question") : answer(asked));

        run("out", "--pairs=" + WANTED).ended(ExitCode.FAILED_ROWS);

        assertThat(pairs("out")).hasSize(WANTED);
    }

    @Test
    void run_tooFewPrompts_isRefusedBeforeAnythingIsSent() {
        assertThat(run("out", "--pairs=61").ended(ExitCode.USAGE).err())
                .contains("prompts.jsonl: holds 60 prompts, too few for --pairs 61");
        assertThat(run("out", "--pairs=10", "--limit=9").ended(ExitCode.USAGE).err())
                .contains("--limit 9 ends before --pairs 10 can stand");
        assertThat(server.requests()).isZero();
    }

    @Test
    void dryRun_pairsWanted_saysWhenTheRunEnds() {
        assertThat(run("out", "--pairs=10", "--dry-run").succeeded().out())
                .contains("the run ends when 10 pairs stand, after 10 rows at the earliest; the figures are for all");
        assertThat(run("out", "--pairs=10", "--dry-run", "--json")
                        .succeeded()
                        .json()
                        .get("pairs_wanted")
                        .intValue())
                .isEqualTo(10);
    }
}
