package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole runs against servers whose answers other clients were broken by: a text that is no whole answer is in no pair, a whole
 * one in an odd form is, and what a failure means is told from what the server says.
 */
@Timeout(120)
class OddServersTest {
    private static final int ROWS = 4;
    private static final int MAX_TOKENS = 300;
    private static final String HALF = "Half an answer, which stops in the";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private CommandLineHarness.Result run(String... more) throws IOException {
        Path prompts = folder.resolve("prompts.jsonl");
        Files.writeString(
                prompts,
                IntStream.range(0, ROWS)
                        .mapToObj(i -> JsonLines.of("id", "p" + i, "prompt", "How do I grow plant " + i + "?"))
                        .collect(Collectors.joining()));
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--rounds=1",
                "--seed=3",
                "--max-tokens=" + MAX_TOKENS,
                "--concurrency=1"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    private void requireFailed(String kind) {
        JsonNode failed = CommandLineHarness.run("status", folder.resolve("out").toString(), "--json")
                .succeeded()
                .json()
                .at("/outcomes/failed");
        assertThat(failed).isEqualTo(Json.parse("{\"" + kind + "\":1}"));
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    private List<JsonNode> pairs() throws IOException {
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        return JsonLines.read(folder.resolve("out/pairs.jsonl"));
    }

    /** Long enough to be told from a piece of it. */
    private static String said(ServerRequest request) {
        return request.ownText() + " It wants light, a little water, and time.";
    }

    private static ServerAnswer plain(ServerRequest request) {
        return Completion.of(said(request)).sent();
    }

    private static ServerAnswer json(int status, String singleQuoted) {
        return ServerAnswer.of(status, singleQuoted.replace('\'', '"'));
    }

    private static ServerAnswer events(String singleQuoted) {
        return json(200, singleQuoted).with("Content-Type", "text/event-stream");
    }

    private static String piece(String text, String end) {
        return "data: {'choices':[{'index':0,'delta':{'content':'" + text + "'},'finish_reason':" + end + "}]}\n\n";
    }

    // What is no whole answer

    static Stream<Arguments> halves() {
        String choice = "{'choices':[{'index':0,'message':{'content':'" + HALF + "'}%s}]%s}";
        return Stream.of(
                arguments("truncated", json(200, choice.formatted(",'finish_details':{'type':'max_tokens'}", ""))),
                arguments("truncated", json(200, choice.formatted(",'finish_reason':{'type':'length'}", ""))),
                arguments("truncated", json(200, choice.formatted(",'finish_reason':2", ""))),
                arguments(
                        "truncated",
                        json(
                                200,
                                choice.formatted(
                                        ",'finish_reason':'stop'",
                                        ",'usage':{'prompt_tokens':9,'completion_tokens':" + MAX_TOKENS + "}"))),
                arguments(
                        "unavailable",
                        json(
                                200,
                                choice.formatted(
                                        ",'finish_reason':'stop','error':{'code':502,'message':'upstream idle'}", ""))),
                arguments(
                        "refused",
                        json(
                                200,
                                choice.formatted(
                                        ",'finish_reason':'stop'",
                                        ",'base_resp':{'status_code':1027,'status_msg':'output sensitive'}"))),
                arguments(
                        "unavailable",
                        json(
                                200,
                                choice.formatted(",'finish_reason':'stop'", "")
                                        + "{'error':{'message':'the worker died','code':500}}")),
                arguments("malformed", json(200, "{'choices':[{'delta':{'content':'" + HALF + "'}}]}\n{'choi")),
                arguments("malformed", events(piece(HALF, "null") + "data: [DONE]\n\n")),
                arguments("malformed", events(piece(HALF, "null") + "event: error\ndata: upstream is gone\n\n")),
                arguments(
                        "unavailable",
                        events(piece(HALF, "null") + "data: {'message':'upstream failed','code':500}\n\n"
                                + "data: [DONE]\n\n")),
                arguments(
                        "unavailable",
                        events(piece(HALF, "null") + "{'error':{'message':'backend crashed','code':500}}\n"
                                + "data: [DONE]\n\n")),
                arguments(
                        "unavailable",
                        events(piece(HALF, "null") + "data: {'choices':[{'index':0,'del\nevent: error\n"
                                + "data: {'error':{'message':'upstream died','code':500}}\n\n")));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void run_noWholeAnswer_isInNoPair(String kind, ServerAnswer half) throws IOException {
        server.answering(request -> request.says("plant 2") ? half : plain(request));

        run("--attempts=1").ended(ExitCode.FAILED_ROWS);

        requireFailed(kind);
        assertThat(pairs()).hasSize(ROWS - 1);
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl"))).doesNotContain(HALF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It wants \ufffd\ufffd and water.",
                "It\u0120wants\u0120light\u0120and\u0120water.",
                "It\u2581wants\u2581light\u2581and\u2581water.",
                "It wants light.<0x0A>And water.",
            })
    void run_textThatWasNotDecoded_isInNoPair(String text) throws IOException {
        server.answering(
                request -> request.says("plant 2") ? Completion.of(text).sent() : plain(request));

        run("--attempts=1").ended(ExitCode.FAILED_ROWS);

        requireFailed("malformed");
        assertThat(pairs()).hasSize(ROWS - 1);
    }

    // Whole answers in odd forms

    static Stream<Arguments> forms() {
        String end = "data: {'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}\n\ndata: [DONE]\n\n";
        return Stream.of(
                form("gzip", text -> Completion.of(text).sent().with("Content-Encoding", "gzip")),
                form("deflate", text -> Completion.of(text).sent().with("Content-Encoding", "deflate")),
                form(
                        "Latin-1",
                        text -> Completion.of(text + " Auf der Straße, für Jörg.")
                                .sent()
                                .with("Content-Type", "application/json; charset=ISO-8859-1")),
                form(
                        "UTF-16",
                        text -> Completion.of(text).sent().with("Content-Type", "application/json; charset=UTF-16")),
                form("errors without words", text -> added(text, "error", "{'message':'','type':'','code':null}")),
                form("no error", text -> added(text, "error", "false")),
                form("the error that all is well", text -> added(text, "error", "{'code':0,'message':'success'}")),
                form("an object as the name", text -> added(text, "model", "{'id':'m'}")),
                form("tokens that are no number", text -> added(text, "usage", "{'prompt_tokens':'x'}")),
                form(
                        "an envelope",
                        text -> ServerAnswer.ok(
                                "{\"code\":0,\"data\":" + Completion.of(text).body() + "}")),
                form(
                        "a list of one",
                        text -> ServerAnswer.ok("[" + Completion.of(text).body() + "]")),
                form(
                        "a remark behind it",
                        text -> ServerAnswer.ok(Completion.of(text).body() + "\n<!-- served by a proxy -->")),
                form("text as completions have it", text -> choice("'text':'" + text + "','finish_reason':'stop'")),
                form("message as a text", text -> choice("'message':'" + text + "','finish_reason':'stop'")),
                form(
                        "text with notes",
                        text -> choice("'message':{'content':[{'type':'text','text':{'value':'" + text
                                + "','annotations':[]}}]},'finish_reason':'stop'")),
                form(
                        "a line break as it is",
                        text -> choice("'message':{'content':'First:\n\n" + text + "'},'finish_reason':'stop'")),
                form(
                        "two choices without places",
                        text -> json(
                                200,
                                "{'choices':[{'message':{'content':'" + text + "'},'finish_reason':'stop'},{'message':"
                                        + "{'content':'Another answer.'},'finish_reason':'stop'}]}")),
                form(
                        "pieces, then all of it",
                        text -> events(piece(text.substring(0, 20), "null")
                                + piece(text.substring(20), "null")
                                + "data: {'choices':[{'index':0,'message':{'content':'"
                                + text + "'},'finish_reason':'stop'}]}\n\ndata: [DONE]\n\n")),
                form(
                        "pieces, each with all so far",
                        text -> events("data: {'choices':[{'delta':{'content':'"
                                + text.substring(0, 20) + "'},'message':{'content':'" + text.substring(0, 20)
                                + "'}}]}\n\ndata: {'choices':[{'message':{'content':'" + text
                                + "'},'delta':{'content':'"
                                + text.substring(20) + "'}}]}\n\n" + end)),
                form(
                        "pieces of several lines",
                        text -> events("data: {'choices':\r\ndata: [{'delta':{'content':'" + text
                                + "'},\r\ndata: 'finish_reason':'stop'}]}\r\n\r\ndata: [DONE]\r\n\r\n")),
                form(
                        "equal pieces",
                        text -> events(piece("Oh", "null") + piece("Oh", "null") + piece(text, "null") + end)),
                form(
                        "documents line by line",
                        text -> json(
                                200,
                                (piece(text.substring(0, 20), "null") + piece(text.substring(20), "'stop'"))
                                        .replace("data: ", ""))));
    }

    private interface Form {
        ServerAnswer of(String text);
    }

    private static Arguments form(String name, Form form) {
        return arguments(name, form);
    }

    private static ServerAnswer added(String text, String field, String value) {
        String member = "\"" + field + "\":" + value.replace('\'', '"') + ",";
        return ServerAnswer.ok("{" + member + Completion.of(text).body().substring(1));
    }

    private static ServerAnswer choice(String members) {
        return json(200, "{'choices':[{'index':0," + members + "}]}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void run_wholeAnswerInAnOddForm_isInAPairOnce(String name, Form form) throws IOException {
        server.answering(request -> form.of(said(request)));

        run("--attempts=1").succeeded();

        assertThat(pairs()).as(name).hasSize(ROWS).allSatisfy(pair -> {
            String answer = pair.at("/rejected/0/content").asText();
            assertThat(answer.split("It wants light, a little water, and time\\.", -1))
                    .hasSize(2);
            assertThat(answer).doesNotContain("Another", "\ufffd");
        });
    }

    // What a failure means

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{'error':{'message':'Budget has been exceeded! Current cost: 26.1, Max budget: 25.0','type':'budget_exceeded','code':'400'}}",
                "429|{'error':{'message':'User e-1, exceeded budget for model=m','type':'budget_exceeded','code':'429'}}",
                "412|{'error':{'message':'Account a is suspended, possibly due to reaching the monthly spending limit','code':'PRECONDITION_FAILED'}}",
                "429|{'errors':[{'code':4006,'message':'you have used up your daily free allocation of neurons'}],'success':false}",
            })
    void run_accountUsedUpOnTheWay_stopsAndLosesNoRow(int status, String body) throws IOException {
        server.answering(request -> request.number() > 4 ? json(status, body) : plain(request));

        CommandLineHarness.Result stopped = run().ended(ExitCode.AUTHENTICATION);

        assertThat(stopped.out() + stopped.err()).contains("quota", "0 failed");
        assertThat(server.requests()).isEqualTo(5);
        server.answering(OddServersTest::plain);
        run().succeeded();
        assertThat(pairs()).hasSize(ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409|{'message':'the model is being loaded'}",
                "424|{'error':{'message':'Request failed during generation','type':'generation'}}",
                "425|''",
                "498|{'error':{'message':'Flex tier capacity exceeded'}}",
                "499|{'error':{'message':'client closed request','code':499}}",
                "403|{'message':'You have exceeded a secondary rate limit.'}",
                "400|{'object':'error','message':'**NETWORK ERROR DUE TO HIGH TRAFFIC.** (CUDA out of memory)','code':50002}",
                "400|{'error':{'message':'Selected model is at capacity.','code':'no_capacity'}}",
                "400|{'error':{'message':'Parsing failed.','code':'output_parse_failed','failed_generation':'content policy'}}",
                "200|{'error':{'message':'Unknown role: <|start|>assistant','type':'BadRequestError','code':400}}",
            })
    void run_failureOfTheMoment_isAskedAgain(int status, String body) throws IOException {
        server.answering(request -> request.number() == 4 ? json(status, body) : plain(request));

        run("--attempts=2").succeeded();

        assertThat(pairs()).hasSize(ROWS);
        assertThat(server.requests()).isEqualTo(1 + 3 * ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503|{'error':{'code':'model_not_found','message':'No available channel for model m under group default'}}",
                "503|{'error':{'message':'当前分组 default 下对于模型 m 无可用渠道','type':'one_api_error'}}",
                "400|{'error':{'message':'The model m has been decommissioned.','code':'model_decommissioned'}}",
                "410|{'error':'The requested model is deprecated and no longer supported.'}",
                "405|{'detail':'Method Not Allowed'}",
            })
    void run_modelOrAddressUnknown_stopsAfterOneRequest(int status, String body) throws IOException {
        server.answerWith(json(status, body));

        CommandLineHarness.Result stopped = run().ended(ExitCode.AUTHENTICATION);

        assertThat(stopped.out() + stopped.err()).contains("check the model's name, the address");
        assertThat(server.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 308})
    void run_serverRedirects_namesTheOtherAddress(int status) throws IOException {
        server.answerWith(ServerAnswer.of(status, "").with("Location", "https://other.example/v1/chat/completions"));

        CommandLineHarness.Result stopped = run().ended(ExitCode.AUTHENTICATION);

        assertThat(stopped.out() + stopped.err()).contains("https://other.example/v1/chat/completions");
        assertThat(server.requests()).isEqualTo(1);
    }

    // Judges

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-Infinity"})
    void run_judgeWithLogprobsThatAreNoNumbers_judgesAllTheSame(String logprob) throws IOException {
        server.answering(request -> {
            if (!request.says("one letter")) {
                return plain(request);
            }
            return ServerAnswer.ok(Completion.of("A")
                    .logprobs("{\"content\":[{\"token\":\"A\",\"logprob\":-0.1,\"top_logprobs\":["
                            + "{\"token\":\"A\",\"logprob\":-0.1},{\"token\":\"B\",\"logprob\":-77}]}]}")
                    .body()
                    .replace("-77", logprob));
        });

        run("--confirm", "--attempts=1").succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }
}
