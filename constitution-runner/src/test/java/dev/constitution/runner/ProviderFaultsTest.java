package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against a provider that fails in every way that providers do; each folder is verified. */
@Timeout(120)
class ProviderFaultsTest {
    private static final int ROWS = 8;
    private static final int CALLS = 3 * ROWS;

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private LoopbackServer server;
    private RunFolder run;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        run = new RunFolder(folder, "run", ROWS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Asks how the calls stand. */
    private static final class Listening implements RunListener {
        private volatile Supplier<CallStatistics> source;

        @Override
        public void calling(Supplier<CallStatistics> statistics) {
            source = statistics;
        }

        CallStatistics statistics() {
            return source.get();
        }
    }

    private Run.Builder on(LoopbackServer provider) {
        return run.run(provider).time(time);
    }

    /** Every row is a pair, and each conversation was answered once: nothing lost, nothing paid twice. */
    private void requirePairs(RunResult result) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        run.requireSoundAndComplete(ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After    | 7    | 7000",
                "Retry-After    | date | 7000",
                "retry-after-ms | 1500 | 1500",
                "Retry-After    | soon | 0",
            })
    void execute_429AskingToWait_waitsAtLeastThatLong(String header, String value, long millis) throws Exception {
        AtomicReference<Duration> refused = new AtomicReference<>();
        AtomicReference<Duration> next = new AtomicReference<>();
        server.answering(request -> {
            if (request.number() == 5) {
                refused.set(time.elapsed());
                // Of the server's own clock, which it tells to the second.
                String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(9));
                return ServerAnswer.error(429, "slow down").with(header, value.equals("date") ? date : value);
            }
            if (request.number() == 6) {
                next.set(time.elapsed());
            }
            return LoopbackServer.followsFromIts(request);
        });

        RunResult result = on(server).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(next.get().minus(refused.get())).isGreaterThanOrEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void execute_429WithoutRetryAfter_slowsAllWorkersDownAndLosesNoRow() throws Exception {
        AtomicReference<CallStatistics> refused = new AtomicReference<>();
        Listening listener = new Listening();
        server.answering(request -> {
            if (request.number() > 8 && request.number() <= 28) {
                refused.set(listener.statistics());
                return ServerAnswer.error(429, "slow down");
            }
            return LoopbackServer.followsFromIts(request);
        });

        RunResult result = on(server).concurrency(16).listener(listener).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 20);
        assertThat(refused.get().limit()).isLessThan(16);
    }

    @ParameterizedTest
    @CsvSource({
        "429, You exceeded your current quota: insufficient_quota",
        "401, no such key",
        "403, not allowed",
        "404, no such model",
    })
    void execute_accountRefused_stopsAfterOneRequestAndGoesOn(int status, String message) throws Exception {
        server.answerWith(ServerAnswer.error(status, message));

        RunResult stopped = on(server).concurrency(16).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(stopped.stopped().orElseThrow().message()).contains(message);
        assertThat(server.requests()).isEqualTo(1);
        run.requireSound(ROWS, 0);
        server.answering(LoopbackServer::followsFromIts);
        requirePairs(on(server).concurrency(16).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_quotaUsedUpOnTheWay_stopsWithoutARetryAndGoesOn() throws Exception {
        server.answering(request -> request.number() <= 10
                ? LoopbackServer.followsFromIts(request)
                : ServerAnswer.error(429, "insufficient_quota"));

        RunResult stopped = on(server).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(server.requests()).isEqualTo(11);
        run.requireSound(ROWS, 3);
        server.answering(LoopbackServer::followsFromIts);
        requirePairs(on(server).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_outageThatEnds_keepsItsRowsAndLosesNone() throws Exception {
        server.answering(request -> request.number() > 6 && request.number() <= 26
                ? ServerAnswer.error(529, "overloaded")
                : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).concurrency(4).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 20);
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_outageBeyondThePatience_leavesItsRowsOpen() throws Exception {
        server.answering(request -> request.number() > 6
                ? ServerAnswer.error(503, "down for maintenance")
                : LoopbackServer.followsFromIts(request));

        RunResult stopped = on(server).concurrency(4).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("down for maintenance", "answered nothing for");
        assertThat(stopped.outcomes().of(OutcomeKind.FAILED)).isZero();
        run.requireSound(ROWS, (int) stopped.outcomes().total());
        server.answering(LoopbackServer::followsFromIts);
        requirePairs(on(server).concurrency(4).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad field, invalid_request",
        "400, maximum context length is 10 tokens, too_long",
        "413, prompt is too long, too_long",
    })
    void execute_requestRefused_failsItsRowAfterOneRequest(int status, String message, String kind) throws Exception {
        server.answering(request -> request.says("number 3?")
                ? ServerAnswer.error(status, message)
                : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).concurrency(3).build().execute();

        requireOneFailed(result, kind);
        assertThat(server.requests()).isEqualTo(CALLS - 2);
    }

    /** The row of "number 3?" has failed and left nothing in the files; the others are pairs. */
    private void requireOneFailed(RunResult result, String kind) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(result.outcomes().details(OutcomeKind.FAILED)).isEqualTo(Map.of(kind, 1L));
        assertThat(run.exported()).doesNotContain("number 3?");
        run.requireSoundAndComplete(ROWS);
    }

    @Test
    void execute_bodyStalls_isCutOffByTheDeadlineAndAskedAgain() throws Exception {
        server.answering(request -> request.number() == 5
                ? LoopbackServer.followsFromIts(request).stalled()
                : LoopbackServer.followsFromIts(request));

        RunResult result = run.run(RunFolder.model(server, Duration.ofSeconds(2)))
                .limits(CallLimits.ofConcurrency(1))
                .time(time)
                .build()
                .execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>sorry</html>", "{\"id\":\"cut", "{\"error\":{\"message\":\"no\"}}", "", "[]", "null"})
    void execute_answerMalformed_isKeptRawAndAskedAgain(String body) throws Exception {
        server.answering(
                request -> request.number() == 5 ? ServerAnswer.ok(body) : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(run.calls(1)).extracting(CallRecord::answer).hasSize(4).contains(body);
    }

    @Test
    void execute_answerMalformedForEver_failsItsRowAfterTheAttemptsAndKeepsEachRaw() throws Exception {
        server.answering(request -> request.says("number 3?")
                ? ServerAnswer.ok("<html>" + request.number() + "</html>")
                : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).build().execute();

        requireOneFailed(result, "malformed");
        assertThat(run.calls(3))
                .hasSize(CallLimits.DEFAULT_ATTEMPTS)
                .allSatisfy(call -> assertThat(call.answer()).startsWith("<html>"));
    }

    @Test
    void execute_connectionCut_isAskedAgain() throws Exception {
        server.answering(request -> request.number() == 5
                ? LoopbackServer.followsFromIts(request).cut()
                : LoopbackServer.followsFromIts(request));

        requirePairs(on(server).build().execute());
        assertThat(server.requests()).isEqualTo(CALLS + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "revise"})
    void execute_answerCutOffAtTheTokenLimit_isNeverHalfAPair(String step) throws Exception {
        server.answering(request -> request.says("number 3?")
                        && request.says("Rewrite your last response") == step.equals("revise")
                        && !request.says("\"assistant\"") == step.equals("generate")
                ? Completion.of("half an ans").finish("length").sent()
                : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).build().execute();

        requireOneFailed(result, "truncated");
        assertThat(run.exported()).doesNotContain("half an ans");
        assertThat(run.outcomes().get("p3").json()).contains("truncated");
    }

    @Test
    void execute_contentFilterOrRefusal_isAnOutcomeOfItsOwnAskedOnce() throws Exception {
        for (ServerAnswer refusal : List.of(
                Completion.of("").finish("content_filter").sent(),
                Completion.of("I cann").finish("content_filter").sent(),
                Completion.of("").refusal("I cannot help with that.").sent())) {
            run = new RunFolder(folder, "run" + refusal.hashCode(), ROWS);
            int before = server.requests();
            server.answering(request -> request.says("number 3?") ? refusal : LoopbackServer.followsFromIts(request));

            RunResult result = on(server).build().execute();

            requireOneFailed(result, "refused");
            assertThat(server.requests() - before).isEqualTo(CALLS - 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \\n", "null"})
    void execute_answerWithoutText_isAFailureAndNoPlaceholder(String content) throws Exception {
        String empty =
                Completion.of("TEXT").body().replace("\"TEXT\"", content.equals("null") ? "null" : '"' + content + '"');
        server.answering(
                request -> request.says("number 3?") ? ServerAnswer.ok(empty) : LoopbackServer.followsFromIts(request));

        RunResult result = on(server).build().execute();

        requireOneFailed(result, "empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"prompt_tokens\":null}",
                "{\"prompt_tokens\":-1,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":\"NaN\",\"completion_tokens\":\"NaN\"}",
                "7"
            })
    void execute_noUsableUsage_isEstimatedAndCountsAgainstTheBudget(String usage) throws Exception {
        server.answering(request ->
                Completion.of(LoopbackServer.text(request)).usage(usage).sent());
        RunCost bound = new RunCost(Prices.builtIn(), new TreeMap<>(), Optional.empty(), OptionalLong.of(1_600));

        RunResult result = on(server).cost(bound).build().execute();

        assertThat(result.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(result.spent().estimated()).isEqualTo(result.calls()).isPositive();
        assertThat(result.spent().amount().inputTokens()).isPositive();
        run.requireSound(ROWS, (int) result.outcomes().total());
    }

    @Test
    void execute_usageNotANumber_isMalformed() throws Exception {
        String body = Completion.of("Hello.").body().replace("\"prompt_tokens\":11", "\"prompt_tokens\":NaN");
        server.answering(
                request -> request.says("number 3?") ? ServerAnswer.ok(body) : LoopbackServer.followsFromIts(request));

        requireOneFailed(on(server).build().execute(), "malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "openai:m, OPENAI_API_KEY",
        "openai-compatible:m, OPENAI_COMPATIBLE_API_KEY",
        "anthropic:m, ANTHROPIC_API_KEY",
        "gemini:m, GEMINI_API_KEY",
        "mistral:m, MISTRAL_API_KEY",
        "ollama:m, NONE",
    })
    void execute_failsAlways_isSentExactlyTheConfiguredAttempts(String name, String key) throws Exception {
        server.answerWith(ServerAnswer.error(500, "broken"));
        run.writePrompts(0, 1);

        RunResult result = run.run(Models.create(
                        ModelSpec.parse(name + "@" + server.url()),
                        new ModelSettings(Map.of(key, "sk-test")::get, Duration.ofSeconds(30))))
                .limits(CallLimits.ofConcurrency(1).withAttempts(4))
                .time(time)
                .build()
                .execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).isEqualTo(Map.of("unavailable", 1L));
        assertThat(server.requests()).isEqualTo(4);
        run.requireSoundAndComplete(1);
    }

    @Test
    void execute_poisonRow_costsItsAttemptsOnceOverAllStartsAndTheOthersFinish() throws Exception {
        server.answering(request ->
                request.says("number 3?") ? ServerAnswer.error(500, "always") : LoopbackServer.followsFromIts(request));

        requireOneFailed(on(server).concurrency(2).build().execute(), "unavailable");
        requireOneFailed(on(server).concurrency(2).build().execute(), "unavailable");

        assertThat(server.requests()).isEqualTo(CALLS - 3 + CallLimits.DEFAULT_ATTEMPTS);
    }

    @Test
    void execute_nobodyAtTheAddress_stopsEarlyNamingItAndTakesACorrectedOne() throws Exception {
        String url = server.url();
        server.stop();

        RunResult stopped = on(server).concurrency(8).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains(url, "check the address");
        assertThat(time.elapsed()).isLessThan(CallLimits.DEFAULT_PATIENCE);
        run.requireSound(ROWS, 0);
        server = new LoopbackServer();
        TreeMap<String, String> corrected = new TreeMap<>(Map.of("generator", server.model()));
        requirePairs(on(server).settings(new RunSettings(corrected)).build().execute());
    }

    @Test
    void execute_serverGoesAwayAfterAnswering_isWaitedForTillThePatienceEnds() throws Exception {
        AtomicInteger left = new AtomicInteger(6);
        server.onRequest(number -> {
            if (left.decrementAndGet() == 0) {
                server.stop();
            }
        });

        RunResult stopped = on(server).concurrency(2).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("answered nothing for");
        assertThat(time.elapsed()).isGreaterThanOrEqualTo(CallLimits.DEFAULT_PATIENCE);
        run.requireSound(ROWS, (int) stopped.outcomes().total());
    }
}
