package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What prompts, models and servers say cannot command a terminal, whichever command shows it. */
class TerminalTest {
    /** Sets the title, clears the screen, in 7 and in 8 bits, turns the direction of writing. */
    private static final String EVIL = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e";

    @TempDir
    private Path folder;

    private LoopbackServer server;
    private Path prompts;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                row("a" + EVIL, "One " + EVIL + "?")
                        + row("d" + EVIL, "Four " + EVIL + "?") + row("b" + EVIL, "Two " + EVIL + "?")
                        + row("c" + EVIL, "Three " + EVIL + "?") + "{\"pro" + EVIL + "mpt\":1}\nnot " + EVIL
                        + " json\n");
        server.answering(request -> {
            if (request.says("Two")) {
                return ServerAnswer.of(400, "no " + EVIL);
            } else if (request.says("Three")) {
                return ServerAnswer.ok("<html>" + EVIL);
            }
            return Completion.of("Answer " + request.number() + EVIL)
                    .model("m" + request.number() + EVIL)
                    .sent();
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String row(String id, String prompt) {
        return Json.line(json -> {
                    json.writeStartObject();
                    json.writeStringField("id", id);
                    json.writeStringField("prompt", prompt);
                    json.writeEndObject();
                })
                + "\n";
    }

    private String[] command(String... more) {
        List<String> command =
                new ArrayList<>(List.of("run", "--prompts", prompts.toString(), "--model", server.model()));
        command.addAll(List.of("--out", out(), "--rounds=1", "--attempts=2"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private static void requireHarmless(String printed) {
        assertThat(printed).isNotEmpty().doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }

    private static void requireHarmless(CommandLineHarness.Result result) {
        requireHarmless(result.out() + result.err());
    }

    @Test
    void run_everythingHoldsEscapes_showsNone() throws Exception {
        ChildRun run =
                ChildRun.start(folder, "export JAVA_TOOL_OPTIONS=-Dlogback.configurationFile=logback.xml; ", command());

        assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.FAILED_ROWS.number());
        assertThat(run.output()).contains("bad_input 2", "invalid_request 1", "malformed 1", "answered by model m");
        requireHarmless(run.output());
        CommandLineHarness.requireSound(folder.resolve("out"), 6, 6);
        requireHarmless(CommandLineHarness.run("status", out()));
        requireHarmless(CommandLineHarness.run("retry", out(), "--kind", "no" + EVIL));
        requireHarmless(CommandLineHarness.run(command("--dry-run", "--limit=6")));
        requireHarmless(CommandLineHarness.run(command("--seed=7" + EVIL)));
        requireHarmless(CommandLineHarness.run(command("--seed=7")));
    }

    @Test
    void verify_tamperedRowWhoseIdHoldsEscapes_showsNone() throws Exception {
        requireHarmless(CommandLineHarness.run(command()));
        try (Connection connection = StoreFile.connect(folder.resolve("out/run.db"));
                Statement sql = connection.createStatement()) {
            sql.execute("DELETE FROM call WHERE key = 2");
        }

        CommandLineHarness.Result verdict = CommandLineHarness.run("verify", out());

        assertThat(verdict.exitCode()).isEqualTo(ExitCode.CORRUPT.number());
        assertThat(verdict.out()).contains("row 0 (a\uFFFD");
        requireHarmless(verdict);
    }

    @Test
    void run_stoppedByAServerThatSendsEscapes_showsNone() throws Exception {
        server.answerWith(ServerAnswer.of(401, "no " + EVIL));

        ChildRun run = ChildRun.start(folder, command("--json"));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.AUTHENTICATION.number());
        assertThat(run.output()).contains("authentication: no \uFFFD");
        requireHarmless(run.output());
        assertThat(CommandLineHarness.run("verify", out()).exitCode()).isZero();
    }
}
