package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.format.Trainers;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose prompts have tools, calls of them and what they returned. */
class ToolRunTest {
    private static final String TOOLS = """
            [{"type":"function","function":{"name":"weather","description":"Now","parameters":{"type":"object",\
            "properties":{"city":{"type":"string","minLength":2}},"required":["city"]}}}]""";

    private static final String TURNS = """
            [{"role":"user","content":"How warm is it in Paris?"},\
            {"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":{"city":"Paris"}}}]},\
            {"role":"tool","content":"15","tool_call_id":"call_1","name":"weather"}]""";

    private static final Set<String> CARRYING = Set.of(
            "native", "sft", "sft-last", "trl", "trl-reward", "trl-unpaired", "openai", "llama-factory", "sharegpt");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(ToolRunTest::answer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = Files.writeString(folder.resolve("prompts.jsonl"), """
                {"id":"told","messages":%s,"tools":%s}
                {"id":"calls","prompt":"What is the weather like?","tools":%s}
                {"id":"plain","prompt":"Why is the sky blue?"}
                """.formatted(TURNS, TOOLS, TOOLS));
    }

    private static ServerAnswer answer(ServerRequest request) {
        if (request.body().has("tools") && request.lastTurn().contains("weather like")) {
            return ServerAnswer.ok("""
                    {"model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,\
                    "tool_calls":[{"id":"x","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]}}],\
                    "usage":{"prompt_tokens":11,"completion_tokens":5,"total_tokens":16}}""");
        } else if (request.says("<decision>") && request.lastTurn().contains("<decision>")) {
            return Completion.of("It says too little.\n<decision>revise</decision>")
                    .sent();
        } else if (request.lastTurn().contains("<revision>")) {
            return Completion.of("<revision>Kindly: " + request.ownText() + "</revision>")
                    .sent();
        }
        return request.ownAnswer();
    }

    private List<String> command() {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + folder.resolve("out"),
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=1");
    }

    private JsonNode pair(Path file) throws IOException {
        return JsonLines.read(file).get(0);
    }

    @Test
    void run_promptWithTools_isSentInTheProvidersFormAndToldToOthersInWords() throws IOException {
        CommandLineHarness.run(command()).succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), 3, 3);
        List<JsonNode> told = new ArrayList<>();
        server.received().forEach(request -> {
            if (request.says("Paris")) {
                told.add(request.body());
            }
        });
        assertThat(told).hasSize(3);
        assertThat(told.get(0).get("tools")).isEqualTo(Json.parse(TOOLS));
        assertThat(told.get(0).at("/messages/1/tool_calls/0/function/arguments").textValue())
                .isEqualTo("{\"city\":\"Paris\"}");
        assertThat(told.get(0).at("/messages/2/tool_call_id").textValue()).isEqualTo("call_1");
        assertThat(told.subList(1, 3)).allSatisfy(request -> {
            assertThat(request.has("tools")).isFalse();
            assertThat(request.toString())
                    .contains("[calls weather with {\\\"city\\\":\\\"Paris\\\"}]", "[weather returned]\\n15")
                    .doesNotContain("tool_call");
        });
    }

    @Test
    void run_modelCallsATool_rejectsTheRowWithItsCallAndAsksOnce() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(command()).succeeded();

        assertThat(result.err() + result.out())
                .contains("tool_call 1", "the model calls a tool in place of an answer: [calls weather with")
                .doesNotContain("failed (");
        assertThat(server.received().stream().filter(request -> request.says("weather like")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method=rl-cai", "--method=contrast"})
    void run_otherMethods_offerToolsToWhoAnswersAlone(String method) throws IOException {
        List<String> command = new ArrayList<>(command());
        command.remove("--rounds=1");
        CommandLineHarness.run(command, method, "--limit=1").succeeded();

        assertThat(server.received()).isNotEmpty().allSatisfy(request -> {
            boolean judges = request.says("response-A");
            assertThat(request.body().has("tools")).isEqualTo(!judges);
            assertThat(request.says("tool_call_id")).isEqualTo(!judges);
            assertThat(request.says("[weather returned]")).isEqualTo(judges);
        });
    }

    @Test
    void run_goneOnWith_asksNothingTwiceAndKeepsTurnsAndTools() throws IOException {
        CommandLineHarness.run(command(), "--limit=1").succeeded();
        int asked = server.received().size();
        CommandLineHarness.run(command()).succeeded();
        CommandLineHarness.run(command()).succeeded();

        assertThat(asked).isEqualTo(3);
        assertThat(server.received()).hasSize(7);
        JsonNode pair = pair(folder.resolve("out/pairs.jsonl"));
        assertThat(pair.get("prompt")).isEqualTo(Json.parse(TURNS));
        assertThat(pair.get("tools").textValue()).isEqualTo(TOOLS);
        CommandLineHarness.requireSound(folder.resolve("out"), 3, 3);
    }

    @Test
    void run_rowOfAnotherToolInTheInput_isAnotherRun() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Files.writeString(prompts, Files.readString(prompts).replace("\"minLength\":2", "\"minLength\":3"));

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("prompts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "--dry-run"})
    void run_modelWithoutTools_isRefusedBeforeAnythingIsAsked(String how) {
        List<String> command = new ArrayList<>(command());
        command.set(3, "--model=local:");
        if (how.startsWith("--")) {
            command.add(how);
        }

        assertThat(CommandLineHarness.run(command).ended(ExitCode.USAGE).err())
                .contains("2 rows with tools, of which the generator (local:) cannot be told");
        assertThat(folder.resolve("out/run.db")).doesNotExist();
    }

    @Test
    void export_everyForm_holdsToolsOrLeavesTheRowOut() throws IOException {
        CommandLineHarness.run(command()).succeeded();

        for (String form : ExportCatalog.names()) {
            Path file = folder.resolve(form + Exports.ending(form));
            CommandLineHarness.Result result = Exports.writeForm(folder.resolve("out"), form, file);
            String written = Files.readString(file);
            if (CARRYING.contains(form)) {
                assertThat(written).as(form).contains("Paris", "minLength", "weather");
            } else {
                assertThat(written).as(form).doesNotContain("Paris", "weather");
                assertThat(result.out() + result.err()).as(form).contains("left out: tools: 1");
            }
        }
    }

    @Test
    void export_numbersOfToolsAndCalls_keepAllTheirDigits() throws IOException {
        String exact = "12345678901234567890.12345678901230";
        Files.writeString(prompts, """
                {"id":"told","messages":%s,"tools":%s}
                """.formatted(
                        TURNS.replace("\"Paris\"", "\"Paris\",\"at\":" + exact),
                        TOOLS.replace("\"minLength\":2", "\"maximum\":" + exact)));
        CommandLineHarness.run(command()).succeeded();

        assertThat(server.received().get(1).conversation()).contains("\\\"at\\\":" + exact);
        for (String form : CARRYING) {
            Path file = folder.resolve(form + Exports.ending(form));
            Exports.writeForm(folder.resolve("out"), form, file);
            assertThat(Files.readString(file).replace("\\", ""))
                    .as(form)
                    .contains("\"at\":" + exact, "\"maximum\":" + exact);
        }
    }

    @Test
    void export_formsOfTrainers_holdTurnsAndToolsAsTheirReadersTakeThem() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path out = folder.resolve("out");

        Exports.write(out, "trl", folder.resolve("trl.jsonl")).succeeded();
        assertThat(pair(folder.resolve("trl.jsonl")).get("prompt")).isEqualTo(Json.parse(TURNS));
        assertThat(pair(folder.resolve("trl.jsonl")).get("tools").textValue()).isEqualTo(TOOLS);

        Exports.write(out, "openai", folder.resolve("openai.jsonl")).succeeded();
        JsonNode input = pair(folder.resolve("openai.jsonl")).get("input");
        assertThat(input.get("tools")).isEqualTo(Json.parse(TOOLS));
        assertThat(input.get("messages"))
                .isEqualTo(Json.parse(TURNS.replace("{\"city\":\"Paris\"}", "\"{\\\"city\\\":\\\"Paris\\\"}\"")
                        .replace(",\"name\":\"weather\"}]", "}]")));

        Path sft = folder.resolve("sft.jsonl");
        assertThat(Exports.write(out, "llama-factory-sft", sft).succeeded().out())
                .contains(
                        "\"formatting\": \"sharegpt\", \"columns\": {\"messages\":\"conversations\",\"tools\":\"tools\"}}");
        Files.writeString(sft, "{\"conversations\":[{\"from\":\"human\",\"value\":\"\\\"tools\\\":\"}]}\n");
        assertThat(Trainers.named("llama-factory-sft").orElseThrow().sentence(List.of(sft), false))
                .contains("\"columns\": {\"messages\":\"conversations\"}}");

        Exports.write(out, "llama-factory", folder.resolve("lf.jsonl")).succeeded();
        JsonNode lf = pair(folder.resolve("lf.jsonl"));
        assertThat(lf.get("conversations")).isEqualTo(Json.parse("""
                [{"from":"human","value":"How warm is it in Paris?"},
                 {"from":"function_call","value":"{\\"name\\":\\"weather\\",\\"arguments\\":{\\"city\\":\\"Paris\\"}}"},
                 {"from":"observation","value":"15"}]"""));
        assertThat(lf.get("tools").textValue()).isEqualTo(TOOLS);
        assertThat(Json.parse(Files.readString(folder.resolve("dataset_info.json")))
                        .at("/lf/columns/tools")
                        .textValue())
                .isEqualTo("tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torchtune", "oumi", "xtuner", "llm-foundry", "torchtune-sft"})
    void export_trainerThatWouldLoseTools_leavesTheRowOut(String trainer) throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path file = folder.resolve("rows.jsonl");

        assertThat(Exports.write(folder.resolve("out"), trainer, file)
                        .succeeded()
                        .out())
                .contains("left out: tools: 1");
        assertThat(Files.readString(file)).doesNotContain("Paris").contains("sky");
    }

    @Test
    void export_folderOfTheHub_leavesTheRowOutAsItsColumnsAreNamed() throws IOException {
        CommandLineHarness.run(command()).succeeded();

        assertThat(CommandLineHarness.run(
                                "export",
                                folder.resolve("out").toString(),
                                "--format=hf",
                                "--license=mit",
                                "--test-share=0.0001",
                                "--to=" + folder.resolve("hf"))
                        .succeeded()
                        .out())
                .contains("left out: tools: 1");
    }

    @Test
    void labelExport_pairOfAPromptWithTools_hasTheirDefinitions() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path out = folder.resolve("out");
        Path labels = Files.writeString(folder.resolve("labels.jsonl"), """
                {"run":"%s","id":"told","a":"initial","b":"revised","choice":"b","labeller":"Ann",\
                "at":"2026-01-31T12:00:00.000Z","shown_first":"initial"}
                """.formatted(identity(out)));
        CommandLineHarness.run("label", "import", out.toString(), labels.toString())
                .succeeded();
        Path file = folder.resolve("labelled.jsonl");

        CommandLineHarness.run("label", "export", out.toString(), "--format=trl", "--out=" + file)
                .succeeded();

        assertThat(Json.parse(pair(file).path("tools").textValue())).isEqualTo(Json.parse(TOOLS));
    }

    private static String identity(Path out) throws IOException {
        try (RunStore store = RunStore.openExisting(out)) {
            return RunManifest.of(store).identity();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "trl", "openai", "llama-factory"})
    void export_readAgain_isTheSamePrompt(String form) throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Path file = folder.resolve(form + ".jsonl");
        Exports.write(folder.resolve("out"), form, file).succeeded();

        CommandLineHarness.run(
                        "run",
                        "--prompts=" + file,
                        "--prompt-field="
                                + (form.equals("openai")
                                        ? "input.messages"
                                        : form.equals("llama-factory") ? "conversations" : "prompt"),
                        "--out=" + folder.resolve("again"),
                        "--model=" + server.model(),
                        "--rounds=1",
                        "--limit=1")
                .succeeded();

        JsonNode pair = pair(folder.resolve("again/pairs.jsonl"));
        assertThat(pair.at("/prompt/1/tool_calls/0/function"))
                .isEqualTo(Json.parse(TURNS).at("/1/tool_calls/0/function"));
        assertThat(pair.at("/prompt/2/content").textValue()).isEqualTo("15");
    }

    @Test
    void judge_pairsWithTools_isToldInWords() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Exports.write(folder.resolve("out"), "trl", folder.resolve("trl.jsonl")).succeeded();
        int before = server.received().size();

        CommandLineHarness.run(
                "judge",
                "--pairs=" + folder.resolve("trl.jsonl"),
                "--model=" + server.model(),
                "--judge-by=structured",
                "--out=" + folder.resolve("judged"));

        assertThat(server.received().subList(before, server.received().size()))
                .anySatisfy(request ->
                        assertThat(request.says("[weather returned]")).isTrue());
    }
}
