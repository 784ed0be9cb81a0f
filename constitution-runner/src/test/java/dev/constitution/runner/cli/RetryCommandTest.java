package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryCommandTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @Test
    void retry_truncatedRows_asksAgainForTheCutAnswerOnly() throws IOException {
        server.answering(request -> {
            boolean cut = request.says("\"Two?\"") && request.says("Write only the revised response, ready");
            return Completion.of("Answer number " + request.number())
                    .finish(cut ? "length" : "stop")
                    .sent();
        });
        Path prompts = Files.writeString(folder.resolve("p.txt"), "One?\nTwo?\nThree?\n");
        String out = folder.resolve("out").toString();
        CommandLineHarness.Result first = CommandLineHarness.run(
                        "run", "--prompts=" + prompts, "--out=" + out, "--model=" + server.model(), "--rounds=1")
                .ended(ExitCode.FAILED_ROWS);
        assertThat(first.out()).contains("1 failed (truncated 1)");
        int before = server.requests();
        server.answering(ServerRequest::ownAnswer);

        assertThat(CommandLineHarness.run("retry", out, "--kind=truncatd").err())
                .contains("did you mean \"truncated\"?");
        assertThat(CommandLineHarness.run("retry", out, "--kind=truncated")
                        .succeeded()
                        .out())
                .startsWith("3 rows: 3 pairs");

        // The revision was cut: the answer and the critique before it are not asked again.
        assertThat(server.requests() - before).isEqualTo(1);
        CommandLineHarness.requireSound(Path.of(out), 3, 3);
        assertThat(CommandLineHarness.run("status", out).out()).startsWith("3 of 3 rows done");
    }

    /** Starts {@code run} on three rows, of which the second is refused, from a folder of its own. */
    private void refuseOne(Path from, String... options) throws Exception {
        server.answering(request -> request.says("Two?") ? ServerAnswer.error(400, "no") : request.ownAnswer());
        Files.writeString(Files.createDirectories(from).resolve("p.txt"), "One?\nTwo?\nThree?\n");
        ChildRun.start(
                        folder,
                        "cd '" + from + "'; export CONSTITUTION_RUN_SEED=5; ",
                        CommandLineHarness.with(List.of("run", "--out=out", "--model=" + server.model()), options))
                .ended(ExitCode.FAILED_ROWS);
        server.answering(ServerRequest::ownAnswer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config=c.yaml", "--config c.yaml", "--prompts p.txt --max-tokens=50 --rounds 1"})
    void retry_fromAnotherFolder_goesOnWithTheRunAsItWasStarted(String options) throws Exception {
        Path from = folder.resolve("from");
        Files.writeString(Files.createDirectories(from).resolve("c.yaml"), "prompts: p.txt\nrounds: 1\n");
        refuseOne(from, options.split(" "));
        Files.delete(from.resolve("c.yaml"));
        int before = server.requests();

        CommandLineHarness.Result retried = CommandLineHarness.run(
                        "retry", from.resolve("out").toString(), "--kind=Invalid_Request", "--max-tokens=60")
                .succeeded();

        assertThat(retried.out()).startsWith("3 rows: 3 pairs");
        assertThat(server.requests() - before).isEqualTo(3);
        CommandLineHarness.requireSound(from.resolve("out"), 3, 3);
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
            stub.answering(ServerRequest::ownAnswer);

            CommandLineHarness.Result retried = CommandLineHarness.run("retry", out, "--kind", "truncated");

            assertThat(retried.out()).as(retried.err()).startsWith("1 row: 1 pair");
            CommandLineHarness.requireSound(Path.of(out), 1, 1);
        }
    }
}
