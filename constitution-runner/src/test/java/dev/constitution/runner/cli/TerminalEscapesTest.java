package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.Tampering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What prompts, models and servers say cannot command a terminal, whichever command shows it. */
class TerminalEscapesTest {
    /** Sets the title, clears the screen, in 7 and in 8 bits, turns the direction of writing. */
    private static final String EVIL = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void start() throws IOException {
        prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                JsonLines.of("id", "a" + EVIL, "prompt", "One " + EVIL + "?")
                        + JsonLines.of("id", "d" + EVIL, "prompt", "Four " + EVIL + "?")
                        + JsonLines.of("id", "b" + EVIL, "prompt", "Two " + EVIL + "?")
                        + JsonLines.of("id", "c" + EVIL, "prompt", "Three " + EVIL + "?")
                        + "{\"pro" + EVIL + "mpt\":1}\nnot " + EVIL + " json\n");
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

    private List<String> command() {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--model=" + server.model(),
                "--out=" + out(),
                "--rounds=1",
                "--attempts=2");
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
        ChildRun run = ChildRun.start(folder, command()).ended(ExitCode.FAILED_ROWS);

        assertThat(run.output()).contains("bad_input 2", "invalid_request 1", "malformed 1", "answered by model m");
        requireHarmless(run.output());
        CommandLineHarness.requireSound(folder.resolve("out"), 6, 6);
        requireHarmless(CommandLineHarness.run("status", out()));
        requireHarmless(CommandLineHarness.run("retry", out(), "--kind", "no" + EVIL));
        requireHarmless(CommandLineHarness.run(command(), "--dry-run", "--limit=6"));
        requireHarmless(CommandLineHarness.run(command(), "--seed=7" + EVIL));
        requireHarmless(CommandLineHarness.run(command(), "--seed=7"));
    }

    @Test
    void verify_tamperedRowWhoseIdHoldsEscapes_showsNone() throws Exception {
        requireHarmless(CommandLineHarness.run(command()));
        Tampering.sql(folder.resolve("out"), "DELETE FROM call WHERE key = 2");

        CommandLineHarness.Result verdict =
                CommandLineHarness.run("verify", out()).ended(ExitCode.CORRUPT);

        assertThat(verdict.out()).contains("row 1 (a\\u001b");
        requireHarmless(verdict);
    }

    @Test
    void run_stoppedByAServerThatSendsEscapes_showsNone() throws Exception {
        server.answerWith(ServerAnswer.of(401, "no " + EVIL));
        List<String> lines = Files.readAllLines(prompts);
        Collections.rotate(lines, 2); // the rows that cannot be read first: they end before anything is sent
        Files.write(prompts, lines);

        ChildRun run = ChildRun.start(folder, CommandLineHarness.with(command(), "--json"))
                .ended(ExitCode.AUTHENTICATION);

        assertThat(run.output()).contains("authentication: no \\u001b");
        requireHarmless(run.output());
        CommandLineHarness.requireSound(folder.resolve("out"), 6, 2); // the rows that cannot be read
    }
}
