package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

    private static final String ESCAPED = KEY.replace("/", "\\/").replace("=", "\\u003D");

    @TempDir
    private Path folder;

    private LoopbackServer server;
    private Path prompts;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        prompts = Files.writeString(folder.resolve("p.txt"), "One?\nTwo?\nThree?\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Runs in a process of its own that logs all it can. */
    private ChildRun child(String environment, String model, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--prompts", prompts.toString(), "--model", model));
        command.addAll(List.of("--out", out().toString(), "--rounds=1", "--attempts=1", "--json"));
        command.addAll(List.of(more));
        return ChildRun.start(
                folder,
                "export JAVA_TOOL_OPTIONS=-Dlogback.configurationFile=logback.xml CONSTITUTION_LOG=TRACE " + environment
                        + "; ",
                command.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void requireNoKey(String printed) throws IOException {
        assertThat(printed).isNotEmpty().doesNotContain(KEY, ESCAPED);
        if (Files.exists(out())) {
            try (Stream<Path> files = Files.list(out())) {
                for (Path file : files.toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(KEY, ESCAPED);
                }
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
        server.answering(request ->
                ServerAnswer.ok(Completion.of(LoopbackServer.text(request) + " You sent " + KEY + " and SLASH.")
                        .model("m " + KEY)
                        .body()
                        .replace("SLASH", ESCAPED)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "file"})
    void run_serverRepeatsTheKey_isNowhere(String from) throws Exception {
        repeatTheKey();
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        String variable = from.equals("file")
                ? "OPENAI_COMPATIBLE_API_KEY_FILE='" + file + "'"
                : "OPENAI_COMPATIBLE_API_KEY='" + KEY + "'";

        ChildRun run = child(variable, server.model());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(server.received().get(0).headers().get("Authorization")).containsExactly("Bearer " + KEY);
        assertThat(Files.readString(out().resolve("pairs.jsonl"))).contains("[key]");
        requireNoKey(run.output());
        requireNoKey(
                CommandLineHarness.run("status", out().toString(), "--json").out());
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @Test
    void run_killedOnTheWay_leavesNoneInTheWriteAheadLog() throws Exception {
        repeatTheKey();
        server.hold().allow(4);
        ChildRun run = child("OPENAI_COMPATIBLE_API_KEY='" + KEY + "'", server.model(), "--concurrency=1");
        server.awaitRequests(5);

        run.kill();
        run.exitCode();

        assertThat(out().resolve("run.db-wal")).isNotEmptyFile();
        requireNoKey(run.output());
        server.allowAll();
        run = child("OPENAI_COMPATIBLE_API_KEY='" + KEY + "'", server.model(), "--concurrency=1");
        assertThat(run.exitCode()).as(run.output()).isZero();
        CommandLineHarness.requireSound(out(), 3, 3);
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

        ChildRun run = child(variable + "='" + KEY + "'", model + "@" + server.url());

        boolean accountRefused = status == 401 || status == 403;
        assertThat(run.exitCode())
                .as(run.output())
                .isEqualTo((accountRefused ? ExitCode.AUTHENTICATION : ExitCode.FAILED_ROWS).number());
        requireNoKey(run.output());
        assertThat(run.output() + storedOutcomes()).contains("wrong key [key]");
        CommandLineHarness.requireSound(out(), 3, accountRefused ? 0 : 3);
    }

    @Test
    void run_dryOrWithAnAddressThatHoldsIt_isNowhere() throws Exception {
        String variable = "OPENAI_COMPATIBLE_API_KEY='" + KEY + "'";

        ChildRun dry = child(variable, server.model(), "--dry-run");
        assertThat(dry.exitCode()).as(dry.output()).isZero();
        requireNoKey(dry.output());
        for (String address : List.of("http://me:" + KEY + "@127.0.0.1/v1", "http://127.0.0.1/v1?key=" + KEY)) {
            ChildRun refused = child(variable, "openai-compatible:m@" + address);
            assertThat(refused.exitCode()).as(refused.output()).isEqualTo(ExitCode.USAGE.number());
            requireNoKey(refused.output());
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    void run_keyThatNoHeaderCarries_isRefusedWithoutRepeatingIt() throws Exception {
        ChildRun run = child("OPENAI_COMPATIBLE_API_KEY='sk-can ary'", server.model());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.output()).contains("OPENAI_COMPATIBLE_API_KEY").doesNotContain("sk-can", "ary'");
    }
}
