package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.stage.Contrast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose pairs are an answer under the constitution and one without it. */
class ContrastRunTest {
    private static final int ROWS = 12;
    private static final int CONCURRENCY = 4;
    private static final String TOLD = "Keep to these principles";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(ContrastRunTest::answer);

    @AutoClose
    private final LoopbackServer larger = new LoopbackServer().answering(ContrastRunTest::answer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    private static ServerAnswer answer(ServerRequest request) {
        return Completion.of((request.says(TOLD) ? "Gently. " : "Roughly. ") + request.ownText())
                .sent();
    }

    private List<String> command(String out) {
        return List.of(
                "run",
                "--method=contrast",
                "--prompts=" + prompts,
                "--out=" + folder.resolve(out),
                "--model=" + server.model(),
                "--concurrency=" + CONCURRENCY);
    }

    private CommandLineHarness.Result run(String... more) {
        return CommandLineHarness.run(command("out"), more);
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    @Test
    void run_teacherNamed_answersUnderTheConstitutionAndTheModelWithout() throws IOException {
        run("--teacher=" + larger.model()).succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(server.received()).hasSize(ROWS).noneMatch(request -> request.says(TOLD));
        assertThat(larger.received()).hasSize(ROWS).allMatch(request -> request.says(TOLD));
        List<JsonNode> pairs = JsonLines.read(folder.resolve("out/pairs.jsonl"));
        assertThat(pairs).hasSize(ROWS).allSatisfy(pair -> {
            assertThat(pair.at("/chosen/0/content").textValue()).startsWith("Gently.");
            assertThat(pair.at("/rejected/0/content").textValue()).startsWith("Roughly.");
            assertThat(pair.at("/source").textValue()).isEqualTo("contrast");
            assertThat(pair.at("/principle")).hasSize(16);
            assertThat(pair.at("/provenance/models/teacher").textValue()).isEqualTo(larger.model());
            assertThat(pair.at("/provenance/calls").toString()).isEqualTo("[\"generate\",\"instruct\"]");
        });
        assertThat(written("sft.jsonl")).contains("Gently.").doesNotContain("Roughly.");
    }

    @Test
    void export_everyForm_holdsNothingOfTheSystemTurn() throws IOException {
        run().succeeded();

        for (String form : ExportCatalog.names()) {
            Path file = folder.resolve(form + Exports.ending(form));
            Exports.writeForm(folder.resolve("out"), form, file).succeeded();
            assertThat(Files.readString(file)).as(form).doesNotContain(TOLD).doesNotContain("\"system\"");
            assertThat(form.equals("llm-swarm") || Files.size(file) > 0)
                    .as(form)
                    .isTrue();
        }
    }

    @Test
    void export_hub_keepsWhatTheTeacherWasToldInTheManifestAlone() throws IOException {
        run().succeeded();
        Path hub = folder.resolve("hub");

        CommandLineHarness.run("export", folder.resolve("out").toString(), "--format=hf", "--to=" + hub)
                .succeeded();

        JsonNode manifest = Json.MAPPER.readTree(Files.readString(hub.resolve("manifest.json")));
        assertThat(manifest.at("/settings/instruction").textValue())
                .isEqualTo(Contrast.instruction(Constitutions.builtIn("cai-16")));
        assertThat(Files.readString(hub.resolve("README.md")))
                .contains("character training", "| teacher |")
                .doesNotContain(TOLD);
        try (Stream<Path> data = Files.list(hub.resolve("data"))) {
            assertThat(data.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(TOLD));
        }
    }

    @Test
    void run_confirm_keepsWhatTheJudgePrefers() throws IOException {
        server.answering(request -> {
            int first = request.conversation().indexOf("Gently.");
            int second = request.conversation().indexOf("Roughly.");
            boolean isHard = request.says("Question number 3?");
            return first < 0 || second < 0
                    ? answer(request)
                    : Completion.of((first < second) == isHard ? "B" : "A").sent();
        });

        CommandLineHarness.Result result = run("--confirm", "--judge-by=votes").succeeded();

        assertThat(result.out()).contains("11 pairs", "not_preferred 1");
        assertThat(JsonLines.read(folder.resolve("out/pairs.jsonl")))
                .hasSize(ROWS - 1)
                .allSatisfy(pair ->
                        assertThat(pair.get("probability").doubleValue()).isGreaterThan(0.9));
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(CommandLineHarness.run("show", folder.resolve("out").toString(), "p3")
                        .out())
                .contains(
                        "plain answer",
                        "answer under the constitution",
                        "confirmation, answer under the constitution (first) against plain answer (second)");
    }

    @Test
    void run_answersThatAreNoPairs_areRejectedEachByItsGate() throws IOException {
        server.answering(request -> {
            if (request.says("Question number 1?")) {
                return Completion.of("The very same.").sent();
            } else if (!request.says(TOLD)) {
                return answer(request);
            } else if (request.says("Question number 2?")) {
                return Completion.of("In keeping with my principles, I would talk to him first.")
                        .sent();
            } else if (request.says("Question number 3?")) {
                return Completion.of("I'm sorry, but I can't help with that.").sent();
            } else if (request.says("Question number 4?")) {
                return Completion.of("Here is the revised response:\n\nFour.").sent();
            } else if (request.says("Question number 5?")) {
                return Completion.of("An answer that does no harm; in particular it encourages nothing that is illegal,"
                                + " unethical or immoral.")
                        .sent();
            }
            return answer(request);
        });

        run("--gate=refusal").succeeded();

        JsonNode status = CommandLineHarness.run("status", folder.resolve("out").toString(), "--json")
                .json();
        assertThat(status.toString()).contains("\"identical\":1", "\"leak\":2", "\"refusal\":1", "\"preamble\":1");
        assertThat(JsonLines.read(folder.resolve("out/pairs.jsonl"))).hasSize(ROWS - 5);
    }

    @Test
    void dryRun_andStatus_countTwoCallsARow() {
        JsonNode before = run("--teacher=" + larger.model(), "--dry-run", "--json")
                .succeeded()
                .json();
        assertThat(server.requests() + larger.requests()).isZero();

        run("--teacher=" + larger.model()).succeeded();

        JsonNode after = CommandLineHarness.run("status", folder.resolve("out").toString(), "--json")
                .json();
        assertThat(before.toString()).contains("\"calls\":" + ROWS);
        assertThat(after.at("/all_starts/calls").intValue()).isEqualTo(2 * ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 13, 23})
    void run_killedAtARequest_goesOnWithoutPayingTwice(int awaited) throws Exception {
        CountDownLatch reached = server.answeringAndTelling(awaited, ContrastRunTest::answer);
        ChildRun run = ChildRun.start(folder, command("out"));
        run.awaits(reached);
        run.kill();

        ChildRun.start(folder, command("out")).succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(server.requests()).isLessThanOrEqualTo(2 * ROWS + 2 * CONCURRENCY);
        CommandLineHarness.run(command("straight")).succeeded();
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @Test
    void run_otherConstitution_isRefusedInTheWordsOfTheOptions() {
        run().succeeded();

        CommandLineHarness.Result result = run("--constitution=asimov").ended(ExitCode.USAGE);

        assertThat(result.err()).contains("the content of --constitution was").doesNotContain(TOLD);
    }

    @Test
    void run_optionsOfOtherMethods_areRefusedAllAtOnce() {
        CommandLineHarness.Result result = run("--critic=local:", "--rounds=2", "--samples=3", "--select=all")
                .ended(ExitCode.USAGE);

        assertThat(result.err())
                .contains("--critic is of use only with --method sl-cai")
                .contains("--rounds or --no-critique is of use only with --method sl-cai")
                .contains("--samples is of use only with --method rl-cai")
                .contains("--select is of use only where a judge is asked");
        assertThat(CommandLineHarness.run(
                                "run", "--prompts=" + prompts, "--out=" + folder.resolve("x"), "--teacher=local:")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--teacher is of use only with --method contrast");
    }
}
