package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run by batches whose process is really killed, between any two steps, finds its batches again and pays nothing twice. */
class BatchKillTest {
    private static final int ROWS = 30;
    private static final int LARGE = Integer.getInteger("constitution.batch.rows", 2_000);

    private static final String KEYS =
            "export ANTHROPIC_API_KEY=sk-test MISTRAL_API_KEY=sk-test GEMINI_API_KEY=sk-test; ";

    @TempDir
    private Path folder;

    private BatchStub stub = new BatchStub(new OpenAiForm());

    @AfterEach
    void close() {
        stub.close();
    }

    private List<String> command(Path prompts) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + stub.model(),
                "--rounds=1");
    }

    private ChildRun start(Path prompts, String... more) throws IOException {
        return ChildRun.start(
                folder,
                KEYS,
                CommandLineHarness.with(
                        CommandLineHarness.with(command(prompts), "--batch", "--batch-poll=PT0.05S"), more));
    }

    private void killAt(ChildRun run, CountDownLatch reached) throws InterruptedException {
        boolean there = reached.await(1, TimeUnit.MINUTES);
        run.kill();
        assertThat(there).as(run.output()).isTrue();
        stub.holdNothing();
    }

    private void requireDoneOnce(int rows) {
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(3 * rows);
        assertThat(stub.singles()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), rows, rows);
    }

    @ParameterizedTest
    @CsvSource({
        "upload,1,false",
        "upload,2,true",
        "create,1,false",
        "create,1,true",
        "create,2,true",
        "state,1,true",
        "state,2,true",
        "answers,1,false",
        "answers,1,true",
        "answers,3,true",
        "state,5,false"
    })
    void run_killedBetweenAnyTwoSteps_findsItsBatchesAgainAndPaysOnce(String call, int count, boolean done)
            throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        CountDownLatch reached = stub.holdAt(call, count, done);
        killAt(start(prompts, "--batch-size=20"), reached);

        start(prompts, "--batch-size=20").succeeded();

        requireDoneOnce(ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "Anthropic,create,1,false",
        "Anthropic,create,1,true",
        "Anthropic,answers,1,true",
        "Gemini,create,1,false",
        "Gemini,create,1,true",
        "Gemini,state,2,true",
        "Mistral,create,1,true"
    })
    void run_ofAnotherProviderKilled_findsItsBatchesAgainAndPaysOnce(String form, String call, int count, boolean done)
            throws Exception {
        stub.close();
        stub = new BatchStub(
                switch (form) {
                    case "Gemini" -> new GeminiForm();
                    case "Mistral" -> new MistralForm();
                    default -> new AnthropicForm();
                });
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        CountDownLatch reached = stub.holdAt(call, count, done);
        killAt(start(prompts), reached);

        start(prompts).succeeded();

        assertThat(stub.batches()).hasSize(3);
        requireDoneOnce(ROWS);
    }

    /** Which part of a refused batch is at fault is found out anew. */
    @Test
    void run_killedWhileARefusedBatchIsTakenApart_paysOnceAndFailsOneRow() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        stub.close();
        stub = new BatchStub(new OpenAiForm(false));
        stub.spoiling(request -> request.toString().contains("Question number 17?"));
        for (int created : new int[] {2, 3}) {
            killAt(start(prompts), stub.holdAt("create", created, true));
        }

        start(prompts).ended(ExitCode.FAILED_ROWS);

        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(3 * (ROWS - 1));
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    /** Answers that could not be stored stay at the provider, who is not asked for others. */
    @Test
    void run_diskFullWhileAnswersAreTaken_takesThemAgainWhenThereIsRoom() throws Exception {
        stub.close();
        String padding = IntStream.range(0, 15_000).mapToObj(i -> " w" + i).collect(Collectors.joining());
        stub = new BatchStub(new OpenAiForm(
                true, request -> "Answer " + request.path("messages").toString().hashCode() + padding));
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);

        // Enough for the native libraries that are unpacked, not for the answers; the unit is 1024 bytes.
        ChildRun full = ChildRun.start(
                        folder,
                        KEYS + "ulimit -f 2500; ",
                        CommandLineHarness.with(command(prompts), "--batch", "--batch-poll=PT0.05S"))
                .ended(ExitCode.STORAGE);

        assertThat(full.output()).contains("to go on:\n  constitution run");
        int batches = stub.batches().size();
        CommandLineHarness.Result status =
                CommandLineHarness.run("status", folder.resolve("out").toString(), "--json");
        assertThat(status.json().at("/batches"))
                .hasSize(batches)
                .anyMatch(batch -> !batch.has("ended")); // its answers are to be taken
        start(prompts).succeeded();
        assertThat(stub.batches()).hasSize(3);
        requireDoneOnce(ROWS);
    }

    @Test
    void run_killedAndEndedByCalls_takesWhatTheBatchesHaveAnsweredAndPaysOnce() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        stub.endsAtLook(1000);
        killAt(start(prompts), stub.holdAt("state", 3, true));

        ChildRun.start(folder, KEYS, CommandLineHarness.with(command(prompts), "--batch-poll=PT0.05S"))
                .succeeded();

        assertThat(stub.batches()).hasSize(1).allMatch(batch -> batch.cancelled);
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(3 * ROWS);
        assertThat(stub.singles()).isEqualTo(3 * ROWS - ROWS / 2);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    /** With {@code -Dconstitution.batch.rows=10000} as many as many runs have. */
    @Test
    void run_manyRowsKilledAgainAndAgain_paysOnce() throws Exception {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, LARGE);
        for (String call : List.of("create", "state", "answers", "upload", "create", "answers", "state", "answers")) {
            killAt(start(prompts), stub.holdAt(call, 1, true));
        }

        start(prompts).succeeded();

        requireDoneOnce(LARGE);
    }
}
