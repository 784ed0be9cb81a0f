package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoggedLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs from the command line against servers that answer in forms of their own; each folder is verified. */
@Timeout(120)
class ServersTest {
    private static final int ROWS = 4;
    private static final Pattern OWN = Pattern.compile("Answer [0-9a-f]+");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private CommandLineHarness.Result run(String model, String... more) throws IOException {
        Path prompts = folder.resolve("prompts.jsonl");
        if (!Files.exists(prompts)) {
            Files.writeString(
                    prompts,
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> JsonLines.of("id", "p" + i, "prompt", "How do I grow plant " + i + "?"))
                            .collect(Collectors.joining()));
        }
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + model,
                "--rounds=1",
                "--seed=3"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private JsonNode status() {
        return CommandLineHarness.run("status", out(), "--json").succeeded().json();
    }

    private void requireFailed(String kind, int count) {
        assertThat(status().at("/outcomes/failed")).isEqualTo(Json.parse("{\"" + kind + "\":" + count + "}"));
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    /** No row has failed, and all are done. */
    private void requireNoneFailed() {
        assertThat(status().at("/outcomes/failed").isMissingNode())
                .as(status().toString())
                .isTrue();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    private void requirePairs() throws IOException {
        requireNoneFailed();
        assertThat(JsonLines.read(folder.resolve("out/pairs.jsonl"))).hasSize(ROWS);
    }

    /** What a server says where it has no form of its own; as a judge it prefers one text to another, in either order. */
    private static String said(ServerRequest request) {
        if (!request.says("response-A-")) {
            return request.ownText();
        }
        String conversation = request.conversation();
        List<String> two = OWN.matcher(conversation.substring(conversation.lastIndexOf("<response-A-")))
                .results()
                .map(MatchResult::group)
                .toList();
        String letter = two.get(0).compareTo(two.get(1)) > 0 ? "A" : "B";
        return request.says("one letter") ? letter : "<verdict>" + letter + "</verdict>";
    }

    private static ServerAnswer plain(ServerRequest request) {
        return Completion.of(said(request)).sent();
    }

    private void refusing(Predicate<ServerRequest> which, ServerAnswer refusal) {
        server.answering(request -> which.test(request) ? refusal : plain(request));
    }

    private static ServerAnswer json(int status, String singleQuoted) {
        return ServerAnswer.of(status, singleQuoted.replace('\'', '"'));
    }

    // How answers end

    @ParameterizedTest
    @CsvSource({
        "MAX_TOKENS, truncated",
        "max_tokens, truncated",
        "model_length, truncated",
        "FinishReason.MAX_TOKENS, truncated",
        "SAFETY, refused",
        "sensitive, refused",
        "recitation, refused",
        "PROHIBITED_CONTENT, refused",
        "guardrail_intervened, refused",
        "network_error, malformed",
        "OTHER, malformed",
        "pause_turn, malformed",
        "REASON_TIME_LIMIT, malformed",
        "REASON_MAX_LEN, truncated",
        "limit, truncated",
        "tool_calls, malformed",
    })
    void run_anyWordForTheEnd_hasItsMeaning(String word, String kind) throws IOException {
        server.answering(request -> request.says("plant 2")
                ? Completion.of("Half an ans").finish(word).sent()
                : plain(request));

        run(server.model(), "--attempts=1").ended(ExitCode.FAILED_ROWS);

        requireFailed(kind, 1);
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl"))).doesNotContain("Half an ans");
    }

    @Test
    void run_wordForTheEndThatNobodyKnows_isWarnedOfOnceAndRecorded() throws IOException {
        server.answering(
                request -> Completion.of(said(request)).finish("ran_dry").sent());

        try (LoggedLines log = new LoggedLines("dev.constitution")) {
            run(server.model()).succeeded();

            assertThat(log.lines()).filteredOn(line -> line.contains("ran_dry")).hasSize(1);
        }
        requirePairs();
        assertThat(status().at("/model_notes/generator/0").asText()).contains("ran_dry");
    }

    // What answers consist of

    @Test
    void run_contentInParts_joinsTheTextAndLeavesTheThoughtsOut() throws IOException {
        server.answering(request -> content(
                "[{'type':'thinking','thinking':[{'type':'text','text':'I plan it.'}]},{'type':'text','text':'%s'},"
                        + "{'type':'text','text':' Really.'}]",
                request));

        run(server.model(), "--attempts=2").succeeded();

        requirePairs();
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl")))
                .contains(" Really.")
                .doesNotContain("I plan it.");
    }

    private static ServerAnswer content(String form, ServerRequest request) {
        ObjectNode body = (ObjectNode) Json.parse(Completion.of("").body());
        ObjectNode message = (ObjectNode) body.at("/choices/0/message");
        message.set("content", Json.parse(form.replace('\'', '"').formatted(said(request))));
        return ServerAnswer.ok(body.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasoning_content", "reasoning", "thinking"})
    void run_answerInTheFieldOfThoughtsAlone_isNoAnswer(String field) throws IOException {
        server.answering(request -> request.says("plant 2")
                ? ServerAnswer.ok(Completion.of("X")
                        .body()
                        .replace("\"content\":\"X\"", "\"content\":null,\"" + field + "\":\"So it is.\""))
                : plain(request));

        run(server.model(), "--attempts=1").ended(ExitCode.FAILED_ROWS);

        requireFailed("empty", 1);
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl"))).doesNotContain("So it is.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void run_streamsThoughNotAsked_isPutTogether(boolean withComments) throws IOException {
        server.answering(request -> stream(said(request), withComments, true));

        run(server.model(), "--attempts=1").succeeded();

        requirePairs();
    }

    @Test
    void run_streamBreaksOff_isMalformedAndNeverHalfAPair() throws IOException {
        server.answering(request ->
                request.says("plant 2") ? stream("Half an ans", true, false) : stream(said(request), false, true));

        run(server.model(), "--attempts=1").ended(ExitCode.FAILED_ROWS);

        requireFailed("malformed", 1);
    }

    private static ServerAnswer stream(String text, boolean withComments, boolean whole) {
        StringBuilder body = new StringBuilder(withComments ? ": keep-alive\n\n" : "\ufeff");
        for (String piece : text.split("(?<=\\G.{3})", -1)) {
            body.append("data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + piece
                    + "\"}}]}\n\n");
            body.append(withComments ? ": keep-alive\n\n" : "");
        }
        if (whole) {
            body.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}\n\n"
                    + "data: [DONE]\n\n");
        }
        return ServerAnswer.ok(body.toString()).with("Content-Type", "text/event-stream");
    }

    @Test
    void run_streamingDemanded_isAskedForOnceAndFromThenOn() throws IOException {
        server.answering(
                request -> request.body().path("stream").asBoolean()
                        ? stream(said(request), false, true)
                        : json(
                                400,
                                "{'error':{'message':'Requests with max_tokens > 4096 must have stream=true','param':'max_tokens'}}"));

        run(server.model(), "--max-tokens=8000", "--attempts=1", "--concurrency=1")
                .succeeded();

        requirePairs();
        assertThat(server.received().stream().filter(request -> !request.body().has("stream")))
                .hasSize(1);
    }

    // Errors under status 200

    @Test
    void run_rateLimitUnderStatus200_isWaitedFor() throws IOException {
        server.answering(request -> request.number() == 1
                ? json(200, "{'id':null,'choices':null,'error':{'message':'Provider returned error','code':429}}")
                : plain(request));

        run(server.model(), "--attempts=2").succeeded();

        requirePairs();
    }

    @Test
    void run_creditUsedUpUnderStatus200_stopsAndGoesOn() throws IOException {
        server.answerWith(json(200, "{'error':{'message':'Insufficient credits. Add more.','code':402}}"));

        CommandLineHarness.Result stopped =
                run(server.model(), "--concurrency=1").ended(ExitCode.AUTHENTICATION);

        assertThat(stopped.out() + stopped.err()).contains("quota", "Insufficient credits. Add more.");
        assertThat(server.requests()).isEqualTo(1);
        server.answering(ServersTest::plain);
        run(server.model()).succeeded();
        requirePairs();
    }

    @Test
    void run_wrongPathUnderStatus200_stopsWithTheServersSentence() throws IOException {
        server.answerWith(json(200, "{'error':'Unexpected endpoint or method. (POST /chat/completions)'}"));

        CommandLineHarness.Result stopped =
                run("openai-compatible:stub@" + server.url(), "--concurrency=1").ended(ExitCode.AUTHENTICATION);

        assertThat(stopped.out() + stopped.err()).contains("Unexpected endpoint or method.", "address");
        assertThat(server.requests()).isEqualTo(1);
    }

    // Refusals of a row

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|{'error':{'code':403,'message':'Your input was flagged.','metadata':{'reasons':['x'],'flagged_input':'plant'}}}",
                "400|{'error':{'message':'Content Exists Risk','type':'invalid_request_error','param':null,'code':'invalid_request_error'}}",
                "400|{'error':{'code':'data_inspection_failed','message':'Input data may contain inappropriate content.'}}",
                "400|{'error':{'code':'1301','message':'系统检测到输入或生成内容可能包含不安全或敏感内容'}}",
                "400|{'error':{'code':'content_filter','message':'The response was filtered'}}",
                "200|{'error':{'code':'content_filter','message':'The response was filtered'}}",
                "451|{'error':{'message':'What you provided or the machine said is held back.','type':'censorship_blocked'}}",
                "451|{'error':{'message':'Unavailable'}}",
                "400|{'error':{'code':'InputTextSensitiveContentDetected','message':'The request failed.'}}",
                "400|{'error':{'code':'OutputTextRiskDetection','message':'The request failed.'}}",
                "424|{'success':false,'error':[{'code':2016,'message':'Prompt blocked due to security configurations'}]}",
                "403|<!DOCTYPE html><title>Attention Required!</title><p>This can be for submitting a certain word or phrase.</p>",
                "400|{'error':{'message':'Violated OpenAI moderation policy','code':'400'}}",
                "400|{'error':{'message':'输入内容审核不通过，涉嫌违规','code':'10013'}}",
            })
    void run_promptModerated_isRefusedOnceAndTheRunGoesOn(int status, String body) throws IOException {
        refusing(request -> request.says("plant 2"), json(status, body));

        run(server.model(), "--concurrency=1").ended(ExitCode.FAILED_ROWS);

        requireFailed("refused", 1);
        assertThat(server.received().stream().filter(request -> request.says("plant 2")))
                .hasSize(1);
        run(server.model(), "--concurrency=1").ended(ExitCode.FAILED_ROWS);
        assertThat(server.requests()).isEqualTo(1 + 3 * (ROWS - 1));
    }

    // Parameters that a server refuses

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed|422|{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','seed'],'msg':'Extra inputs are not permitted','input':7}]}}",
                "seed|400|[{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name \\'seed\\': Cannot find field.'}}]",
                "seed|500|{'error':{'message':'Unrecognized request argument supplied: seed'}}",
                "temperature|400|{'error':{'message':'`temperature` is deprecated for this model.','type':'invalid_request_error'}}",
                "temperature|400|{'error':{'message':'invalid temperature: only 1 is allowed for this model'}}",
                "max_tokens|400|{'error':{'message':'Unsupported parameter: max_tokens is not supported with this model. Use max_completion_tokens instead.','param':'max_tokens','code':'unsupported_parameter'}}",
            })
    void run_parameterRefused_isLeftOutOnceForAllWithOneWarning(String parameter, int status, String body)
            throws IOException {
        refusing(request -> request.body().has(parameter), json(status, body.replace("\\'", "`")));

        try (LoggedLines log = new LoggedLines("dev.constitution")) {
            run(server.model(), "--max-tokens=300", "--temperature=0.5", "--concurrency=1", "--attempts=1")
                    .succeeded();

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("stub: "))
                    .hasSize(1);
        }
        requirePairs();
        assertThat(server.received().stream().filter(request -> request.body().has(parameter)))
                .hasSize(1);
        assertThat(status().at("/model_notes/generator/0").asText()).isNotBlank();
        int before = server.requests();
        run(server.model(), "--max-tokens=300", "--temperature=0.5", "--concurrency=1", "--attempts=1")
                .succeeded();
        assertThat(server.requests()).as("the requests' hashes are the same").isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|You are not allowed to request logprobs from this model",
                "400|This model does not support the logprobs parameter.",
                "400|5 is greater than the maximum of 1 - logprobs",
                "500|Out of range float values are not JSON compliant",
            })
    void run_logprobsRefused_judgesByVotes(int status, String message) throws IOException {
        refusing(request -> request.body().has("logprobs"), ServerAnswer.error(status, message));

        run(server.model(), "--confirm", "--concurrency=1", "--attempts=1").succeeded();

        requireNoneFailed();
        assertThat(server.received().stream().filter(request -> request.body().has("logprobs")))
                .hasSize(1);
        assertThat(status().at("/model_notes/judge/0").asText()).contains("logprobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "votes", "structured"})
    void run_modelThatThinksAndTakesNoSampling_isGeneratorCriticAndJudge(String judgeBy) throws IOException {
        server.answering(request -> {
            JsonNode body = request.body();
            if (body.has("logprobs")) {
                return ServerAnswer.error(403, "You are not allowed to request logprobs from this model");
            } else if (body.path("temperature").asDouble(1) != 1) {
                return json(
                        400,
                        "{'error':{'message':'Unsupported value: temperature does not support 0 with this model. Only the"
                                + " default (1) value is supported.','param':'temperature','code':'unsupported_value'}}");
            } else if (body.has("seed")) {
                return json(400, "{'error':{'message':'Unknown parameter: `seed`.','param':'seed'}}");
            } else if (body.has("max_tokens")) {
                return ServerAnswer.error(
                        400,
                        "Unsupported parameter: 'max_tokens' is not supported; use 'max_completion_tokens' instead.");
            } else if (body.path("max_completion_tokens").asInt(999) < 64) {
                return Completion.of("").finish("length").sent();
            }
            return plain(request);
        });

        run(server.model(), "--confirm", "--judge-by=" + judgeBy).succeeded();

        requireNoneFailed();
        assertThat(Files.readString(folder.resolve("out/data-report.json"))).isNotBlank();
        assertThat(status().at("/outcomes").toString()).doesNotContain("no_verdict", "unreadable");
    }

    // A fault that all rows share

    @Test
    void run_firstRowsFailForOneReason_stopsWithTheServersSentence() throws IOException {
        server.answerWith(ServerAnswer.error(400, "system turns are not for this model"));

        CommandLineHarness.Result stopped =
                run(server.model(), "--concurrency=1").ended(ExitCode.PARTIAL);

        assertThat(stopped.out() + stopped.err())
                .contains("system turns are not for this model", "the first 3 rows failed");
        assertThat(server.requests()).isEqualTo(3);
    }

    // Ollama

    private static ServerAnswer ollama(ServerRequest request, int window) {
        int sent = request.conversation().length() / 4;
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", "m")
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("done", true)
                .put("done_reason", "stop");
        body.putObject("message").put("role", "assistant").put("content", request.ownText());
        body.put("prompt_eval_count", sent < window ? sent : window / 2 + 2).put("eval_count", 9);
        return ServerAnswer.ok(body.toString());
    }

    private void writeLongPrompt() throws IOException {
        Files.writeString(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> JsonLines.of(
                                "id",
                                "p" + i,
                                "prompt",
                                "Retell: " + "The days pass in turn. ".repeat(i == 2 ? 3000 : 3)))
                        .collect(Collectors.joining()));
    }

    @Test
    void run_ollamaAndALongPrompt_isAskedForAWindowThatFits() throws IOException {
        writeLongPrompt();
        server.answering(
                request -> ollama(request, request.body().at("/options/num_ctx").asInt(4096)));

        run("ollama:stub@" + server.url()).succeeded();

        requirePairs();
    }

    @Test
    void run_ollamaReadsLessThanWasSent_isTooLongAndNoPair() throws IOException {
        writeLongPrompt();
        server.answering(request -> ollama(request, 4096));

        run("ollama:stub@" + server.url()).ended(ExitCode.FAILED_ROWS);

        requireFailed("too_long", 1);
    }
}
