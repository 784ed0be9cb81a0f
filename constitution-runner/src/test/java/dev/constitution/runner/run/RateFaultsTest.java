package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs against a provider that turns requests away, or is not there; each folder is verified. */
@Timeout(120)
class RateFaultsTest extends ProviderFaults {
    private static final Duration PATIENCE = CallLimits.ofConcurrency(1).patience();

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
            return request.ownAnswer();
        });

        RunResult result = on(server).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(next.get().minus(refused.get())).isGreaterThanOrEqualTo(Duration.ofMillis(millis));
    }

    /** OpenAI's own sentence for such a limit speaks of billing; the code says what it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rate_limit_exceeded | More on limits stands on the billing page. | 1",
                "rate_limit_exceeded | Limit reached, see billing; try again in 6m0s. | 360",
                "429 | Token rate exceeded, retry after 20 seconds; see billing for more. | 20",
            })
    void execute_429OfALimitByTheMinuteThatSpeaksOfBilling_isWaitedFor(String code, String sentence, long seconds)
            throws Exception {
        server.answering(onRequest(
                5,
                ServerAnswer.of(
                                429,
                                "{\"error\":{\"message\":\"" + sentence + "\",\"type\":\"requests\",\"code\":\"" + code
                                        + "\"}}")
                        .with("Retry-After", "1")));

        requirePairs(on(server).build().execute());

        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void execute_429WithADateThatMeansNever_stopsAndGoesOn() throws Exception {
        server.answering(onRequest(
                5, ServerAnswer.error(429, "slow down").with("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")));

        RunResult stopped = on(server).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("the provider asks to wait 8760 h");
        run.requireSound(ROWS, 1);
        requirePairs(on(server).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    /** As Gemini words it: the limit is one by the minute, for all that it calls it a quota. */
    @Test
    void execute_429OfAQuotaByTheMinute_waitsAsLongAsItsBodySays() throws Exception {
        server.answering(
                onRequest(
                        5,
                        ServerAnswer.of(
                                429,
                                "{\"error\":{\"message\":\"You exceeded your current quota\",\"details\":["
                                        + "{\"quotaId\":\"RequestsPerMinutePerProject-FreeTier\"},{\"retryDelay\":\"26s\"}]}}")));

        requirePairs(on(server).build().execute());

        assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(26));
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
            return request.ownAnswer();
        });

        RunResult result =
                outlasting().concurrency(16).listener(listener).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 20);
        assertThat(refused.get().limit()).isLessThan(16);
    }

    /** With attempts enough: where no time passes, a call can use its own up before an outage is noticed. */
    private Run.Builder outlasting() {
        return on(server).limits(CallLimits.ofConcurrency(1).withAttempts(30));
    }

    @Test
    void execute_outageThatEnds_keepsItsRowsAndLosesNone() throws Exception {
        server.answering(request -> request.number() > 6 && request.number() <= 26
                ? ServerAnswer.error(529, "overloaded")
                : request.ownAnswer());

        RunResult result = outlasting().concurrency(4).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 20);
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_outageBeyondThePatience_leavesItsRowsOpen() throws Exception {
        server.answering(request ->
                request.number() > 6 ? ServerAnswer.error(503, "down for maintenance") : request.ownAnswer());

        RunResult stopped = outlasting().concurrency(4).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("down for maintenance", "answered nothing for");
        assertThat(stopped.outcomes().of(OutcomeKind.FAILED)).isZero();
        run.requireSound(ROWS, stopped.outcomes().total());
        server.answering(ServerRequest::ownAnswer);
        requirePairs(outlasting().concurrency(4).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_oneRowAndAServerThatLoadsItsModel_waitsForIt() throws Exception {
        run = new RunFolder(folder, "one", 1);
        server.answering(
                request -> request.number() <= 12 ? ServerAnswer.error(503, "Loading model") : request.ownAnswer());

        RunResult result = on(server).build().execute();

        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(1);
        run.requireSoundAndComplete(1);
    }

    @Test
    void execute_oneRowAndAServerThatLoadsForEver_leavesItOpenWhenThePatienceEnds() throws Exception {
        run = new RunFolder(folder, "one", 1);
        server.answerWith(ServerAnswer.error(503, "Loading model"));

        RunResult stopped = on(server).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("Loading model", "answered nothing for");
        assertThat(time.elapsed()).isGreaterThanOrEqualTo(PATIENCE);
        run.requireSound(1, 0);
    }

    @Test
    void execute_nobodyAtTheAddress_stopsEarlyNamingItAndTakesACorrectedOne() throws Exception {
        String url = server.url();
        server.stop();

        RunResult stopped = on(server).concurrency(8).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains(url, "check the address");
        assertThat(time.elapsed()).isLessThan(PATIENCE);
        run.requireSound(ROWS, 0);
        server = new LoopbackServer();
        TreeMap<String, String> corrected = new TreeMap<>(Map.of("generator", server.model()));
        requirePairs(on(server).settings(new RunSettings(corrected)).build().execute());
    }

    @Test
    void execute_serverGoesAwayAfterAnswering_isWaitedForTillThePatienceEnds() throws Exception {
        server.answering(request -> {
            if (request.number() == 6) {
                server.stop();
            }
            return request.ownAnswer();
        });

        RunResult stopped = outlasting().concurrency(2).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(stopped.stopped().orElseThrow().message()).contains("answered nothing for");
        assertThat(time.elapsed()).isGreaterThanOrEqualTo(PATIENCE);
        run.requireSound(ROWS, stopped.outcomes().total());
    }
}
