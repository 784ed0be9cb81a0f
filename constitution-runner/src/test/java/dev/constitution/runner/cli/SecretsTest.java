package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key appears nowhere: not in what a run prints, at whatever level it logs, nor in any byte that it writes. */
class SecretsTest {
    /** JSON may write its slash as an escape. */
    private static final String KEY = "sk-canary/0123456789+abc=";

    private static final String VARIABLE = "OPENAI_COMPATIBLE_API_KEY='" + KEY + "'";

    private static final String ESCAPED = KEY.replace("/", "\\/").replace("=", "\\u003D");

    private static final int ROWS = 3;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
    }

    /** Runs in a process of its own that logs all it can. */
    private ChildRun child(String environment, String model, String... more) throws IOException {
        List<String> command = List.of(
                "run",
                "--prompts=" + prompts,
                "--model=" + model,
                "--out=" + out(),
                "--rounds=1",
                "--attempts=1",
                "--json");
        return ChildRun.start(
                folder, "export CONSTITUTION_LOG=TRACE " + environment + "; ", CommandLineHarness.with(command, more));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void requireNoKey(String printed) throws IOException {
        assertThat(printed).isNotEmpty().doesNotContain(KEY, ESCAPED);
        if (Files.exists(out())) {
            for (Path file : Folders.files(out())) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY, ESCAPED);
            }
        }
    }

    private String storedOutcomes() throws IOException {
        StringBuilder outcomes = new StringBuilder();
        try (RunStore store = RunStore.openExisting(out())) {
            store.outcomes(0).forEachRemaining(outcome -> outcomes.append(outcome.json()));
        }
        return outcomes.toString();
    }

    /** A server that repeats what it was sent, in the text, the model's name and a header. */
    private void repeatTheKey() {
        server.answering(
                request -> ServerAnswer.ok(Completion.of(request.ownText() + " You sent " + KEY + " and SLASH.")
                                .model("m " + KEY)
                                .body()
                                .replace("SLASH", ESCAPED))
                        .with("X-Sent", KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "file"})
    void run_serverRepeatsTheKey_isNowhere(String from) throws Exception {
        repeatTheKey();
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        String variable = from.equals("file") ? "OPENAI_COMPATIBLE_API_KEY_FILE='" + file + "'" : VARIABLE;

        ChildRun run = child(variable, server.model()).succeeded();

        assertThat(server.received().get(0).headers().get("Authorization")).containsExactly("Bearer " + KEY);
        assertThat(Files.readString(out().resolve("pairs.jsonl"))).contains("[key]");
        requireNoKey(run.output());
        requireNoKey(
                CommandLineHarness.run("status", out().toString(), "--json").out());
        CommandLineHarness.requireSound(out(), ROWS, ROWS);
    }

    @Test
    void run_killedOnTheWay_leavesNoneInTheWriteAheadLog() throws Exception {
        repeatTheKey();
        server.hold().allow(4);
        ChildRun run = child(VARIABLE, server.model(), "--concurrency=1");
        server.awaitRequests(5);

        run.kill();

        assertThat(out().resolve("run.db-wal")).isNotEmptyFile();
        requireNoKey(run.output());
        server.allowAll();
        child(VARIABLE, server.model(), "--concurrency=1").succeeded();
        CommandLineHarness.requireSound(out(), ROWS, ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "openai:m, OPENAI_API_KEY, 401",
        "openai-compatible:m, OPENAI_COMPATIBLE_API_KEY, 400",
        "anthropic:m, ANTHROPIC_API_KEY, 401",
        "gemini:m, GEMINI_API_KEY, 500",
        "mistral:m, MISTRAL_API_KEY, 403",
    })
    void run_serverRefusesAndRepeatsTheKey_isNowhere(String model, String variable, int status) throws Exception {
        server.answerWith(ServerAnswer.error(status, "wrong key " + KEY + ", that is " + ESCAPED));

        boolean accountRefused = status == 401 || status == 403;

        ChildRun run = child(variable + "='" + KEY + "'", model + "@" + server.url())
                .ended(
                        accountRefused
                                ? ExitCode.AUTHENTICATION
                                : status == 400 ? ExitCode.PARTIAL : ExitCode.FAILED_ROWS);

        requireNoKey(run.output());
        assertThat(run.output() + storedOutcomes()).contains("wrong key [key]");
        CommandLineHarness.requireSound(out(), ROWS, accountRefused ? 0 : status == 400 ? 2 : ROWS);
    }

    @Test
    void run_dryOrWithAnAddressThatHoldsIt_isNowhere() throws Exception {
        requireNoKey(child(VARIABLE, server.model(), "--dry-run").succeeded().output());
        for (String address : List.of("http://me:" + KEY + "@127.0.0.1/v1", "http://127.0.0.1/v1?key=" + KEY)) {
            requireNoKey(child(VARIABLE, "openai-compatible:m@" + address)
                    .ended(ExitCode.USAGE)
                    .output());
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_keyThatNoHeaderCarries_isRefusedWithoutRepeatingIt() throws Exception {
        ChildRun run =
                child("OPENAI_COMPATIBLE_API_KEY='sk-can ary'", server.model()).ended(ExitCode.USAGE);

        assertThat(run.output()).contains("OPENAI_COMPATIBLE_API_KEY").doesNotContain("sk-can", "ary'");
    }
}
