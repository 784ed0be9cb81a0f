package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.MalformedAnswerException;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.testing.Calls;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.FakeTime;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.threads.RowWorkers;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider does, on the wire, and how often and when it is asked again. The clock is the test's own. */
@Timeout(60)
class ProviderCallsTest {
    private static final ServerAnswer HELLO = Completion.of("Hello.").sent();

    private final FakeTime time = new FakeTime();
    private final StopSwitch stop = new StopSwitch();
    private final List<Duration> sent = new ArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answerWith(HELLO);

    private ChatModel model = server.chatModel(Duration.ofSeconds(30));

    /** The first requests fail so; the others are answered. */
    private void failFirst(int requests, ServerAnswer fault) {
        server.answering(request -> request.number() <= requests ? fault : HELLO);
    }

    /** Calls that back off for exactly 1, 2, 4, … seconds. */
    private ProviderCalls calls(CallLimits limits) {
        CallSender wire = pending -> {
            sent.add(time.elapsed());
            try {
                return Calls.direct(pending);
            } catch (RuntimeException e) {
                failures.add(e);
                throw e;
            }
        };
        return new ProviderCalls(wire, new CallRules(limits, new BackOff(() -> 1), new RowWorkers(1), stop, time));
    }

    private ProviderCalls calls() {
        return calls(CallLimits.ofConcurrency(4));
    }

    private PendingCall ask(ChatModel of, String row) {
        return Calls.pending(new ModelCall(
                row,
                ModelRole.GENERATOR,
                "generate",
                of,
                ChatRequest.builder()
                        .messages(UserMessage.from("Question " + row))
                        .build()));
    }

    private PendingCall ask(String row) {
        return ask(model, row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After    | 7                             | 7000",
                "retry-after    | 0.25                          | 250",
                "retry-after-ms | 1500                          | 1500",
                "Retry-After    | soon                          | 1000",
                "Retry-After    | -5                            | 1000",
                "Retry-After    | NaN                           | 1000",
                "Retry-After    | 0                             | 1000",
                "Retry-After    | Thu, 01 Jan 2015 03:04:35 GMT | 1000",
            })
    void call_429_waitsAsAskedOrBacksOff(String header, String value, long millis) throws Exception {
        failFirst(1, ServerAnswer.error(429, "slow down").with(header, value));

        ChatResponse response = calls().send(ask("p1")).response();

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(sent).containsExactly(Duration.ZERO, Duration.ofMillis(millis));
        assertThat(server.received()).hasSize(2);
    }

    /** Only the account's own code is worth more than the header: words may speak of billing in any case. */
    @Test
    void call_429ThatAsksToWaitAndSpeaksOfBilling_isWaitedFor() throws Exception {
        failFirst(
                1, ServerAnswer.error(429, "see your plan and billing details").with("Retry-After", "1"));

        var unused = calls().send(ask("p1"));

        assertThat(sent).containsExactly(Duration.ZERO, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 425})
    void call_statusThatMayPass_isAskedAgain(int status) throws Exception {
        failFirst(1, ServerAnswer.error(status, "not now"));

        var unused = calls().send(ask("p1"));

        assertThat(server.received()).hasSize(2);
    }

    /** What a request that stays refused says of waiting is nobody's concern. */
    @Test
    void call_400ThatSpeaksOfDays_isARowsFailure() {
        server.answerWith(ServerAnswer.error(400, "bad field; fixed models are available in 2 days"));

        Throwable thrown = catchThrowable(() -> calls().send(ask("p1")));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.INVALID_REQUEST);
    }

    @Test
    void call_429AgainAndAgain_backsOffLongerAndGivesTheFailureUpAfterSixAttempts() {
        failFirst(7, ServerAnswer.error(429, "slow down"));
        ProviderCalls calls = calls();

        Throwable thrown = catchThrowable(() -> calls.send(ask("p1")));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(sent).extracting(Duration::toSeconds).containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
        assertThat(server.received()).hasSize(6);
        assertThat(calls.statistics().retries()).isEqualTo(Map.of(FailureKind.RATE_LIMITED, 5L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void call_failuresThatMayPass_areSentExactlyAsOftenAsConfigured(int attempts) {
        server.answerWith(ServerAnswer.error(500, "broken"));

        Throwable thrown = catchThrowable(
                () -> calls(CallLimits.ofConcurrency(4).withAttempts(attempts)).send(ask("p1")));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(server.received()).hasSize(attempts);
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad field, INVALID_REQUEST",
        "400, maximum context length is 10 tokens, TOO_LONG",
        "413, prompt is too long, TOO_LONG",
    })
    void call_failureOfTheRequest_isSentOnce(int status, String message, FailureKind kind) {
        server.answerWith(ServerAnswer.error(status, message));

        Throwable thrown = catchThrowable(() -> calls().send(ask("p1")));

        assertThat(thrown).isNotInstanceOf(RunStopException.class);
        assertThat(FailureKind.of(thrown)).isEqualTo(kind);
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, no such key, authentication",
        "403, not allowed, authentication",
        "404, no such model, model_not_found",
        "429, You exceeded your current quota: insufficient_quota, quota",
    })
    void call_failureOfTheAccount_stopsTheRunBeforeTheNextRow(int status, String message, String kind) {
        server.answerWith(ServerAnswer.error(status, message));
        ProviderCalls calls = calls();

        for (String row : List.of("p1", "p2")) {
            assertThatThrownBy(() -> calls.send(ask(row))).isInstanceOfSatisfying(RunStopException.class, stop -> {
                assertThat(stop.stop().code()).isEqualTo(ExitCode.AUTHENTICATION);
                assertThat(stop.stop().message()).contains("generator: " + kind, message);
            });
        }
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void call_contentFilter_isSentOnce() throws Exception {
        server.answerWith(Completion.of("").finish("content_filter").sent());

        var unused = calls().send(ask("p1"));

        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>sorry</html>", "{\"id\":\"cut", "{\"error\":{\"message\":\"no\"}}"})
    void call_malformedAnswer_isSentAgain(String body) throws Exception {
        failFirst(1, ServerAnswer.ok(body));

        ChatResponse response = calls().send(ask("p1")).response();

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(sent).hasSize(2);
        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        MalformedAnswerException.class,
                        malformed -> assertThat(malformed.body()).isEqualTo(body));
        assertThat(FailureKind.of(failures.get(0))).isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void call_malformedForEver_isGivenUpAfterTheAttempts() {
        server.answerWith(ServerAnswer.ok("<html>sorry</html>"));

        assertThatThrownBy(() -> calls().send(ask("p1"))).isInstanceOf(MalformedAnswerException.class);
        assertThat(server.received()).hasSize(CallLimits.DEFAULT_ATTEMPTS);
    }

    @Test
    void call_connectionCutInTheBody_isSentAgain() throws Exception {
        failFirst(1, HELLO.cut());

        ChatResponse response = calls().send(ask("p1")).response();

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(failures).extracting(FailureKind::of).containsExactly(FailureKind.UNAVAILABLE);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void call_bodyThatStalls_timesOutAndIsSentAgain() {
        server.answerWith(HELLO.stalled());
        model = server.chatModel(Duration.ofMillis(300));

        Throwable thrown = catchThrowable(
                () -> calls(CallLimits.ofConcurrency(4).withAttempts(2)).send(ask("p1")));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failures).extracting(FailureKind::of).containsExactly(FailureKind.TIMEOUT, FailureKind.TIMEOUT);
        assertThat(server.received()).hasSize(2);
    }

    /** A model that needs more than the timeout, but less than twice that, answers at the second try. */
    @Test
    void call_tryAfterATimeout_mayTakeTwiceAsLong() throws Exception {
        server.answering(request -> {
            new CountDownLatch(1).await(1200, TimeUnit.MILLISECONDS);
            return HELLO;
        });
        model = server.chatModel(Duration.ofMillis(800));

        ChatResponse response = calls().send(ask("p1")).response();

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(failures).extracting(FailureKind::of).containsExactly(FailureKind.TIMEOUT);
        assertThat(failures.get(0)).hasMessageContainingAll("no answer within 0.8 s", "raise --timeout");
    }

    @Test
    void call_serverKeepsTheConnectionAliveForEver_endsAfterSixTimesTheTimeout() {
        server.answerWith(HELLO.queuedForEver());
        model = server.chatModel(Duration.ofMillis(200));

        Throwable thrown = catchThrowable(
                () -> calls(CallLimits.ofConcurrency(4).withAttempts(1)).send(ask("p1")));

        assertThat(FailureKind.of(thrown)).isEqualTo(FailureKind.TIMEOUT);
        assertThat(thrown).hasMessageContainingAll("no whole answer within 1.2 s", "kept the connection alive");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void call_oneRefusalAmidAnswers_isItsRowsFailureAlone(int status) throws Exception {
        ProviderCalls calls = calls();
        server.answering(request -> request.says("odd") ? ServerAnswer.error(status, "no route to the model") : HELLO);
        for (int row = 0; row < 50; row++) {
            var unused = calls.send(ask("p" + row));

            Throwable thrown = catchThrowable(() -> calls.send(ask("odd")));

            assertThat(thrown).isNotInstanceOf(RunStopException.class);
        }
        assertThat(stop.isStopped()).isFalse();
        assertThat(server.requests()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"403, 10", "404, 10", "401, 1"})
    void call_refusedManyTimesInARow_stopsTheRun(int status, int requests) throws Exception {
        ProviderCalls calls = calls();
        var unused = calls.send(ask("p0"));
        server.answerWith(ServerAnswer.error(status, "no longer"));

        for (int row = 1; row < requests; row++) {
            String name = "p" + row;
            assertThat(catchThrowable(() -> calls.send(ask(name)))).isNotInstanceOf(RunStopException.class);
        }

        assertThat(catchThrowable(() -> calls.send(ask("last")))).isInstanceOf(RunStopException.class);
    }

    @Test
    void call_noUsage_staysWithout() throws Exception {
        server.answerWith(Completion.of("Hello.").withoutUsage().sent());

        ChatResponse response = calls(CallLimits.ofConcurrency(1).withTokensPerMinute(60_000))
                .send(ask("p1"))
                .response();

        assertThat(response.tokenUsage() == null || response.tokenUsage().outputTokenCount() == null)
                .isTrue();
    }

    @Test
    void call_askedToWaitBeyondThePatience_stopsTheRun() {
        failFirst(1, ServerAnswer.error(429, "daily limit").with("Retry-After", "43200"));

        assertThatThrownBy(() -> calls().send(ask("p1"))).isInstanceOfSatisfying(RunStopException.class, stop -> {
            assertThat(stop.stop().code()).isEqualTo(ExitCode.PARTIAL);
            assertThat(stop.stop().message()).contains("daily limit", "asks to wait 12 h 0 min");
        });
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void call_outage_losesOneRowOfASingleWorkerAndStopsTheRunWhenPatienceIsOver() {
        server.answerWith(ServerAnswer.error(529, "overloaded"));
        ProviderCalls calls = calls();

        Throwable row1 = catchThrowable(() -> calls.send(ask("p1")));
        assertThat(FailureKind.of(row1)).isEqualTo(FailureKind.UNAVAILABLE);
        Duration before = time.elapsed();
        assertThatThrownBy(() -> calls.send(ask("p2"))).isInstanceOfSatisfying(RunStopException.class, stop -> {
            assertThat(stop.stop().code()).isEqualTo(ExitCode.PARTIAL);
            assertThat(stop.stop().message()).contains("overloaded", "answered nothing for 15 min");
        });

        assertThat(time.elapsed().minus(before))
                .isBetween(CallLimits.DEFAULT_PATIENCE, CallLimits.DEFAULT_PATIENCE.plusMinutes(3));
        assertThat(server.received()).hasSizeBetween(15, 40);
        assertThat(calls.statistics().outages()).isEqualTo(1);
    }

    @Test
    void call_outageThatEnds_goesOnWithTheSameRow() throws Exception {
        failFirst(20, ServerAnswer.error(500, "broken"));
        ProviderCalls calls = calls();
        var unused = catchThrowable(() -> calls.send(ask("p1")));

        ChatResponse response = calls.send(ask("p2")).response();

        assertThat(response.aiMessage().text()).isEqualTo("Hello.");
        assertThat(server.received()).hasSize(21);
        assertThat(calls.statistics().outages()).isZero();
    }

    @Test
    void call_oneModelPaused_othersGoOn() throws Exception {
        failFirst(1, ServerAnswer.error(429, "slow down").with("Retry-After", "60"));
        ProviderCalls calls = calls(CallLimits.ofConcurrency(1).withAttempts(1));
        var unused = catchThrowable(() -> calls.send(ask("p1")));
        ChatModel critic = server.chatModel(Duration.ofSeconds(30));

        var alsoUnused = calls.send(ask(critic, "p1"));

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void stop_laterCalls_throwItUnsent() {
        ProviderCalls calls = calls();
        RunStop reason = new RunStop(ExitCode.INTERRUPTED, "stopped");
        stop.stop(reason);

        assertThatThrownBy(() -> calls.send(ask("p1")))
                .isInstanceOfSatisfying(
                        RunStopException.class,
                        stopped -> assertThat(stopped.stop()).isEqualTo(reason));
        assertThat(server.received()).isEmpty();
    }

    @Test
    void call_interruptedWhileTheModelAnswers_endsAtOnceUnrepeated() throws Exception {
        server.answerWith(HELLO.stalled());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowable(() -> calls().send(ask("p1")))));
        caller.start();
        server.awaitStall();
        caller.interrupt();
        caller.join(5_000);

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(server.received()).hasSize(1);
        assertThat(failures).hasSize(1);
    }
}
