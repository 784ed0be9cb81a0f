package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.Models;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs against a provider that refuses the account, the request or a row; each folder is verified. */
@Timeout(120)
class RefusalFaultsTest extends ProviderFaults {
    @ParameterizedTest
    @CsvSource({
        "429, You exceeded your current quota: insufficient_quota",
        "401, no such key",
        "403, not allowed",
        "404, no such model",
        "402, requires more credits",
    })
    void execute_accountRefused_stopsAfterOneRequestAndGoesOn(int status, String message) throws Exception {
        server.answerWith(ServerAnswer.error(status, message));

        RunResult stopped = on(server).concurrency(16).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(stopped.stopped().orElseThrow().message()).contains(message);
        assertThat(server.requests()).isEqualTo(1);
        run.requireSound(ROWS, 0);
        server.answering(ServerRequest::ownAnswer);
        requirePairs(on(server).concurrency(16).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void execute_quotaUsedUpOnTheWay_stopsWithoutARetryAndGoesOn() throws Exception {
        server.answering(request ->
                request.number() <= 10 ? request.ownAnswer() : ServerAnswer.error(429, "insufficient_quota"));

        RunResult stopped = on(server).build().execute();

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(server.requests()).isEqualTo(11);
        run.requireSound(ROWS, 3);
        server.answering(ServerRequest::ownAnswer);
        requirePairs(on(server).build().execute());
        assertThat(server.answeredAgain()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad field, invalid_request",
        "400, maximum context length is 10 tokens, too_long",
        "413, prompt is too long, too_long",
        "400, Output blocked by content filtering policy, refused",
    })
    void execute_requestRefused_failsItsRowAfterOneRequest(int status, String message, String kind) throws Exception {
        server.answering(onRowThree(ServerAnswer.error(status, message)));

        RunResult result = on(server).concurrency(3).build().execute();

        requireOneFailed(result, kind);
        assertThat(server.requests()).isEqualTo(CALLS - 2);
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
        // Each of them is one that some client between would send again by itself.
        requireFourRequests(name, key, ServerAnswer.error(500, "broken"), "unavailable");
        requireFourRequests(name, key, ServerAnswer.error(503, "broken").with("Retry-After", "1"), "unavailable");
        requireFourRequests(name, key, ServerAnswer.error(429, "slow down"), "rate_limited");
        requireFourRequests(name, key, ServerAnswer.ok("{\"id\":1}").cut(), "unavailable");
    }

    private void requireFourRequests(String name, String key, ServerAnswer fault, String kind) throws Exception {
        server.answerWith(fault);
        int before = server.requests();
        run = new RunFolder(folder, "run" + before, 1);

        RunResult result = run.run(Models.create(
                        ModelSpec.parse(name + "@" + server.url()),
                        new ModelSettings(Map.of(key, "sk-test")::get, Duration.ofSeconds(30))))
                .limits(CallLimits.ofConcurrency(1).withAttempts(4))
                .time(time)
                .build()
                .execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).isEqualTo(Map.of(kind, 1L));
        assertThat(server.requests() - before).isEqualTo(4);
        run.requireSoundAndComplete(1);
    }

    @Test
    void execute_poisonRow_costsItsAttemptsOnceOverAllStartsAndTheOthersFinish() throws Exception {
        server.answering(onRowThree(ServerAnswer.error(500, "always")));

        requireOneFailed(on(server).concurrency(2).build().execute(), "unavailable");
        requireOneFailed(on(server).concurrency(2).build().execute(), "unavailable");

        assertThat(server.requests()).isEqualTo(CALLS - 3 + CallLimits.DEFAULT_ATTEMPTS);
    }
}
