package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.langchain4j.exception.InternalServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAndForkTest {
    private static final int ROWS = 10;

    @TempDir
    private Path folder;

    private final EchoModel model = new EchoModel();

    @Test
    void fork_otherRounds_asksOnlyForWhatDiffers() throws Exception {
        RunFolder one = new RunFolder(folder, "one", ROWS);
        one.run(RunFolder.stage(model, 1), 1).build().execute();
        assertThat(model.calls()).isEqualTo(3 * ROWS);

        assertThatThrownBy(() -> one.run(RunFolder.stage(model, 2), 2).build().execute())
                .hasMessageContaining("rounds was 1, is 2")
                .hasMessageContaining("--fork " + one.directory());
        RunFolder two = new RunFolder(folder, "two", ROWS);
        RunResult forked = two.run(RunFolder.stage(model, 2), 2)
                .fork(one.directory())
                .build()
                .execute();

        assertThat(forked.calls()).isEqualTo(2 * ROWS);
        assertThat(forked.replayed()).isEqualTo(3 * ROWS);
        two.requireSoundAndComplete(ROWS);
        RunFolder straight = new RunFolder(folder, "straight", ROWS);
        straight.run(RunFolder.stage(new EchoModel(), 2), 2).build().execute();
        assertThat(two.file("pairs.jsonl")).hasSameBinaryContentAs(straight.file("pairs.jsonl"));
    }

    @Test
    void fork_otherPrompts_takesOverTheRowsByIdWhereverTheyStand() throws Exception {
        RunFolder one = new RunFolder(folder, "one", ROWS);
        one.run(model).build().execute();
        RunFolder two = new RunFolder(folder, "two", 0);
        two.writePrompts(5, 15);

        RunResult forked = two.run(model).fork(one.directory()).build().execute();

        assertThat(forked.calls()).isEqualTo(3 * 5);
        two.requireSoundAndComplete(ROWS);
        assertThat(model.askedTwice()).isEmpty();
    }

    @Test
    void execute_poisonRow_costsItsAttemptsOnceAndTheOthersFinish() throws Exception {
        RunFolder run = new RunFolder(folder, "run", ROWS);
        model.answering(text -> {
            if (text.contains("number 3?")) {
                throw new InternalServerException("always");
            }
            return text;
        });

        RunResult first = run.run(model).build().execute();
        int calls = model.calls();
        RunResult second = run.run(model).build().execute();

        assertThat(first.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(second.outcomes()).isEqualTo(first.outcomes());
        assertThat(model.calls()).isEqualTo(calls);
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void retry_truncatedRows_asksAgainForTheCutAnswerOnly() throws IOException {
        try (LoopbackServer stub = new LoopbackServer()) {
            stub.answering(request -> {
                boolean cut = request.says("\"Two?\"") && request.says("Write only the revised response, ready");
                return Completion.of("Answer number " + request.number())
                        .finish(cut ? "length" : "stop")
                        .sent();
            });
            Path prompts = Files.writeString(folder.resolve("p.txt"), "One?\nTwo?\nThree?\n");
            String out = folder.resolve("out").toString();
            CommandLineHarness.Result first = CommandLineHarness.run(
                    "run", "--prompts", prompts.toString(), "--out", out, "--model", stub.model(), "--rounds", "1");
            assertThat(first.exitCode()).isEqualTo(ExitCode.FAILED_ROWS.number());
            assertThat(first.out()).contains("1 failed (truncated 1)");
            int before = stub.requests();
            stub.answering(LoopbackServer::followsFromIts);

            assertThat(CommandLineHarness.run("retry", out, "--kind", "truncatd")
                            .err())
                    .contains("did you mean \"truncated\"?");
            CommandLineHarness.Result retried = CommandLineHarness.run("retry", out, "--kind", "truncated");

            assertThat(retried.exitCode()).as(retried.err()).isZero();
            assertThat(retried.out()).startsWith("3 rows: 3 pairs");
            // The revision was cut: the answer and the critique before it are not asked again.
            assertThat(stub.requests() - before).isEqualTo(1);
            CommandLineHarness.requireSound(Path.of(out), 3, 3);
            assertThat(CommandLineHarness.run("status", out).out()).startsWith("3 of 3 rows done");
        }
    }

    @Test
    void retry_inputWithFieldsNamedAsTheStores_asksAgainAllTheSame() throws IOException {
        try (LoopbackServer stub = new LoopbackServer()) {
            stub.answerWith(Completion.of("Cut").finish("length").sent());
            Path prompts = Files.writeString(
                    folder.resolve("p.jsonl"), "{\"prompt\":\"One?\",\"call\":\"generate\",\"role\":\"critic\"}\n");
            String out = folder.resolve("out").toString();
            CommandLineHarness.Result first = CommandLineHarness.run(
                    "run", "--prompts", prompts.toString(), "--out", out, "--model", stub.model(), "--rounds", "1");
            assertThat(first.out()).contains("1 failed (truncated 1)");
            stub.answering(LoopbackServer::followsFromIts);

            CommandLineHarness.Result retried = CommandLineHarness.run("retry", out, "--kind", "truncated");

            assertThat(retried.out()).as(retried.err()).startsWith("1 row: 1 pair");
            CommandLineHarness.requireSound(Path.of(out), 1, 1);
        }
    }

    /** Starts {@code run} on three rows, of which the second is refused, from a folder of its own. */
    private void refuseOne(LoopbackServer stub, Path from, String environment, String... options) throws Exception {
        stub.answering(request ->
                request.says("Two?") ? ServerAnswer.error(400, "no") : LoopbackServer.followsFromIts(request));
        Files.writeString(Files.createDirectories(from).resolve("p.txt"), "One?\nTwo?\nThree?\n");
        List<String> command = new ArrayList<>(List.of("run", "--out=out", "--model=" + stub.model()));
        command.addAll(List.of(options));
        ChildRun first = ChildRun.start(
                folder, "cd '" + from + "'; export X=1 " + environment + "; ", command.toArray(String[]::new));
        assertThat(first.exitCode()).as(first.output()).isEqualTo(ExitCode.FAILED_ROWS.number());
        stub.answering(LoopbackServer::followsFromIts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config=c.yaml", "--config c.yaml", "--prompts p.txt --max-tokens=50 --rounds 1"})
    void retry_fromAnotherFolder_goesOnWithTheRunAsItWasStarted(String options) throws Exception {
        try (LoopbackServer stub = new LoopbackServer()) {
            Path from = folder.resolve("from");
            Files.writeString(Files.createDirectories(from).resolve("c.yaml"), "prompts: p.txt\nrounds: 1\n");
            refuseOne(stub, from, "CONSTITUTION_RUN_SEED=5", options.split(" "));
            Files.delete(from.resolve("c.yaml"));
            int before = stub.requests();

            CommandLineHarness.Result retried = CommandLineHarness.run(
                    "retry", from.resolve("out").toString(), "--kind=Invalid_Request", "--max-tokens=60");

            assertThat(retried.exitCode()).as(retried.err()).isZero();
            assertThat(retried.out()).startsWith("3 rows: 3 pairs");
            assertThat(stub.requests() - before).isEqualTo(3);
            CommandLineHarness.requireSound(from.resolve("out"), 3, 3);
        }
    }
}
