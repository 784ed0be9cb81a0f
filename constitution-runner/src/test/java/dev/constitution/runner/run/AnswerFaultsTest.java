package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs against a provider whose answers are of no use; each folder is verified. */
@Timeout(120)
class AnswerFaultsTest extends ProviderFaults {
    @Test
    void execute_bodyStalls_isCutOffByTheDeadlineAndAskedAgain() throws Exception {
        server.answering(onRequest(5, Completion.of("Hello.").sent().stalled()));

        RunResult result = run.run(server.chatModel(Duration.ofSeconds(2)))
                .limits(CallLimits.ofConcurrency(1))
                .time(time)
                .build()
                .execute();

        requirePairs(result);
        assertThat(server.requests()).isGreaterThan(CALLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>sorry</html>", "{\"id\":\"cut", "{\"error\":{\"message\":\"no\"}}", "", "[]", "null"})
    void execute_answerMalformed_isKeptRawAndAskedAgain(String body) throws Exception {
        server.answering(onRequest(5, ServerAnswer.ok(body)));

        RunResult result = on(server).build().execute();

        requirePairs(result);
        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(run.calls(1))
                .extracting(call -> call.raw().body())
                .hasSize(4)
                .contains(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "abort", "insufficient_system_resource"})
    void execute_providerBreaksOff_isAskedAgainAndNeverHalfAPair(String reason) throws Exception {
        server.answering(
                onRequest(5, Completion.of("half an ans").finish(reason).sent()));

        requirePairs(on(server).build().execute());
        assertThat(server.requests()).isEqualTo(CALLS + 1);
        assertThat(run.exported()).doesNotContain("half an ans");
    }

    @Test
    void execute_answerMalformedForEver_failsItsRowAfterTheAttemptsAndKeepsEachRaw() throws Exception {
        server.answering(request -> request.says("number 3?")
                ? ServerAnswer.ok("<html>" + request.number() + "</html>")
                : request.ownAnswer());

        RunResult result = on(server).build().execute();

        requireOneFailed(result, "malformed");
        assertThat(run.calls(3))
                .hasSize(CallLimits.DEFAULT_ATTEMPTS)
                .allSatisfy(call -> assertThat(call.raw().body()).startsWith("<html>"));
    }

    @Test
    void execute_connectionCut_isAskedAgain() throws Exception {
        server.answering(onRequest(5, Completion.of("Hello.").sent().cut()));

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
                : request.ownAnswer());

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
            server.answering(onRowThree(refusal));

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
        server.answering(onRowThree(ServerAnswer.ok(empty)));

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
                "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}",
                "{\"prompt_tokens\":\"NaN\",\"completion_tokens\":\"NaN\"}",
                "7"
            })
    void execute_noUsableUsage_isEstimatedAndCountsAgainstTheBudget(String usage) throws Exception {
        server.answering(
                request -> Completion.of(request.ownText()).usage(usage).sent());
        RunCost bound = new RunCost(Prices.builtIn(), new TreeMap<>(), Optional.empty(), OptionalLong.of(1_600));

        RunResult result = on(server).cost(bound).build().execute();

        assertThat(result.exitCode()).isEqualTo(ExitCode.BUDGET);
        assertThat(result.spent().estimated()).isEqualTo(result.calls()).isPositive();
        assertThat(result.spent().amount().inputTokens()).isPositive();
        run.requireSound(ROWS, result.outcomes().total());
    }

    @Test
    void execute_usageNotANumber_isEstimated() throws Exception {
        server.answering(request -> ServerAnswer.ok(
                Completion.of(request.ownText()).body().replace("\"prompt_tokens\":11", "\"prompt_tokens\":NaN")));

        RunResult result = on(server).build().execute();

        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(result.spent().estimated()).isEqualTo(result.calls()).isPositive();
        run.requireSound(ROWS, ROWS);
    }
}
