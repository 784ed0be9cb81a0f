package dev.constitution.runner.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.stage.Introspection;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose rows are conversations in which a model speaks of itself. */
class IntrospectionRunTest {
    private static final int ROWS = 12;
    private static final int TURNS = 5;
    private static final int CONCURRENCY = 4;
    private static final String TOLD = "These lines say what you value";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(IntrospectionRunTest::answer);

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
    }

    /** Of words that no other answer has. */
    private static ServerAnswer answer(ServerRequest request) {
        String word = Integer.toHexString(request.conversation().hashCode());
        return Completion.of("Answer "
                        + Stream.of("a", "b", "c", "d", "e", "f")
                                .map(word::concat)
                                .collect(joining(" ")))
                .sent();
    }

    private List<String> command(String method, String out) {
        return List.of(
                "run",
                "--method=" + method,
                "--prompts=" + prompts,
                "--out=" + folder.resolve(out),
                "--model=" + server.model(),
                "--concurrency=" + CONCURRENCY);
    }

    private List<String> interaction(String out) {
        return CommandLineHarness.with(command("interaction", out), "--turns=" + TURNS);
    }

    private CommandLineHarness.Result reflect(String... more) {
        return CommandLineHarness.run(command("reflection", "out"), more);
    }

    private CommandLineHarness.Result interact(String... more) {
        return CommandLineHarness.run(interaction("out"), more);
    }

    private CommandLineHarness.Result of(String command, String... more) {
        return CommandLineHarness.run(
                Stream.concat(Stream.of(command, folder.resolve("out").toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<JsonNode> learned() throws IOException {
        return JsonLines.read(folder.resolve("out/sft.jsonl"));
    }

    @Test
    void run_reflection_asksUnderTheConstitutionAndWritesWithoutIt() throws IOException {
        CommandLineHarness.Result result = reflect().succeeded();

        assertThat(result.out()).contains("12 rows: 12 conversations", "sft.jsonl", "assistant Answer");
        assertThat(server.received()).hasSize(ROWS).allMatch(request -> request.says(TOLD));
        assertThat(learned()).hasSize(ROWS).allSatisfy(row -> {
            assertThat(row.at("/messages")).hasSize(2);
            assertThat(row.at("/messages/0/role").textValue()).isEqualTo("user");
            assertThat(row.at("/messages/1/content").textValue()).startsWith("Answer ");
        });
        assertThat(folder.resolve("out/pairs.jsonl")).doesNotExist();
        assertThat(folder.resolve("out/data-report.json")).doesNotExist();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void run_interaction_isAConversationUnderTheSituationAlone() throws IOException {
        interact().succeeded();

        assertThat(server.received()).hasSize(ROWS * TURNS).allMatch(request -> request.says(TOLD));
        assertThat(learned()).hasSize(ROWS).allSatisfy(row -> {
            List<String> roles = row.findValuesAsText("role");
            assertThat(roles).containsExactly("system", "user", "assistant", "user", "assistant", "user", "assistant");
            assertThat(row.at("/messages/0/content").textValue())
                    .contains("another instance")
                    .doesNotContain(TOLD);
        });
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(of("show", "p3").succeeded().out()).contains("row 4 of 12, p3: conversation", "turn-1", "turn-5");
    }

    @ParameterizedTest
    @CsvSource({"reflection, 1", "interaction, 5"})
    void dryRun_andStatus_countACallForEachTurn(String method, int turns) {
        List<String> command = method.equals("reflection") ? command(method, "out") : interaction("out");
        JsonNode before = CommandLineHarness.run(command, "--dry-run", "--json")
                .succeeded()
                .json();
        assertThat(server.requests()).isZero();

        CommandLineHarness.run(command).succeeded();

        JsonNode after = of("status", "--json").json();
        assertThat(before.toString()).contains("\"calls\":" + ROWS * turns);
        assertThat(after.at("/all_starts/calls").intValue()).isEqualTo(ROWS * turns);
        assertThat(after.at("/outcomes/conversation").get("").intValue()).isEqualTo(ROWS);
        assertThat(after.at("/outcomes/pair").isMissingNode()).isTrue();
    }

    @Test
    void dryRun_asText_speaksOfNoCritic() {
        assertThat(reflect("--dry-run").succeeded().out())
                .contains("low: short answers;")
                .doesNotContain("critic");
    }

    @Test
    void dryRun_interaction_estimatesThatEachTurnReadsTheOnesBefore() {
        JsonNode one = reflect("--dry-run", "--json").succeeded().json();
        JsonNode five = interact("--dry-run", "--json").succeeded().json();

        double inputOfOne = one.at("/models/0/expected/input_tokens").doubleValue();
        double inputOfFive = five.at("/models/0/expected/input_tokens").doubleValue();
        assertThat(inputOfOne).as(one.toString()).isPositive();
        assertThat(inputOfFive).isGreaterThan(TURNS * inputOfOne + 10 * 300 * ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 22, 48})
    void run_killedAtARequest_goesOnWithoutPayingTwice(int awaited) throws Exception {
        CountDownLatch reached = server.answeringAndTelling(awaited, IntrospectionRunTest::answer);
        ChildRun run = ChildRun.start(folder, interaction("out"));
        run.awaits(reached);
        run.kill();

        ChildRun.start(folder, interaction("out")).succeeded();

        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
        assertThat(server.requests()).isLessThanOrEqualTo(ROWS * TURNS + CONCURRENCY);
        CommandLineHarness.run(interaction("straight")).succeeded();
        assertThat(folder.resolve("out/sft.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/sft.jsonl"));
    }

    @Test
    void run_talkThatCollapses_endsThereOrIsKeptOutWithTheReason() throws IOException {
        server.answering(request -> {
            boolean isLate = request.body().path("messages").size() > 4;
            return request.says("Question number 1?") || (request.says("Question number 2?") && isLate)
                    ? Completion.of("Goodbye, and thank you!").sent()
                    : answer(request);
        });

        CommandLineHarness.Result result = interact().succeeded();

        assertThat(result.out()).contains("11 conversations (ended_early 1)", "1 rejected (collapse 1)");
        assertThat(server.requests()).as("nothing is asked behind the end").isLessThan(ROWS * TURNS);
        assertThat(of("show", "p1").out()).contains("rejected, collapse", "turn 2 repeats turn 1");
        assertThat(of("show", "p2").out()).contains("conversation, ended_early", "(left out)");
        assertThat(of("status", "--json")
                        .json()
                        .at("/outcomes/conversation/ended_early")
                        .intValue())
                .isEqualTo(1);
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void run_turnsThatAreUnsound_areRejectedEachByItsGate() throws IOException {
        server.answering(request -> {
            if (request.says("Question number 1?")) {
                return Completion.of("As my constitution says, I am kind.").sent();
            } else if (request.says("Question number 2?")) {
                return Completion.of("I'm sorry, but I can't help with that.").sent();
            } else if (request.says("Question number 3?")) {
                return Completion.of("I am kind to all. ".repeat(12)).sent();
            }
            return answer(request);
        });

        reflect("--gate=refusal").succeeded();

        assertThat(of("status", "--json").json().toString())
                .contains("\"leak\":1", "\"refusal\":1", "\"repetition\":1");
        assertThat(learned()).hasSize(ROWS - 3);
    }

    @Test
    void run_sameAnswerToTheSamePrompt_isWrittenOnce() throws IOException {
        Path twice = Files.writeString(
                folder.resolve("twice.jsonl"),
                "{\"id\":\"a-1\",\"prompt\":\"Who are you?\"}\n{\"id\":\"a-2\",\"prompt\":\"Who are you?\"}\n");

        CommandLineHarness.Result result = CommandLineHarness.run(
                        "run",
                        "--method=reflection",
                        "--prompts=" + twice,
                        "--out=" + folder.resolve("out"),
                        "--model=" + server.model())
                .succeeded();

        assertThat(learned()).hasSize(1);
        assertThat(result.out()).contains("left out: duplicate: 1");
        CommandLineHarness.requireSound(folder.resolve("out"), 2, 2);
        Path again = folder.resolve("again.jsonl");
        of("export", "--format=trl-sft", "--to=" + again).succeeded();
        assertThat(again).hasSameBinaryContentAs(folder.resolve("out/sft.jsonl"));
        assertThat(folder.resolve("again-report.json")).doesNotExist();
    }

    @Test
    void export_whatIsForPairs_isRefusedAllAtOnce() {
        reflect().succeeded();

        CommandLineHarness.Result result = of(
                        "export",
                        "--format=trl",
                        "--to=" + folder.resolve("x.jsonl"),
                        "--near-duplicates=0.8",
                        "--refusals-by=kind")
                .ended(ExitCode.USAGE);

        assertThat(result.err())
                .contains("holds conversations and no pairs, of which trl is a form")
                .contains("llama-factory-sft")
                .contains("--near-duplicates looks at pairs", "--refusals-by looks at pairs");
        assertThat(folder.resolve("x.jsonl")).doesNotExist();
    }

    @Test
    void export_hub_hasConversationsAndSaysHowTheyWereMade() throws IOException {
        interact().succeeded();
        Path hub = folder.resolve("hub");

        of("export", "--format=hf", "--to=" + hub).succeeded();

        assertThat(Files.readString(hub.resolve("README.md")))
                .contains("# Conversations under the constitution cai-16", "| speaker |", "path: data/train_sft")
                .doesNotContain(TOLD, "prefs", "data-report", "Cohen");
        JsonNode manifest = Json.MAPPER.readTree(Files.readString(hub.resolve("manifest.json")));
        assertThat(manifest.at("/settings/instruction").textValue())
                .isEqualTo(Introspection.instruction(Constitutions.builtIn("cai-16"), TURNS));
        assertThat(manifest.at("/outputs/data-report.json").isMissingNode()).isTrue();
        try (Stream<Path> data = Files.list(hub.resolve("data"))) {
            assertThat(data.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(TOLD));
        }
    }

    @Test
    void report_ofConversations_countsThem() throws IOException {
        interact().succeeded();
        Path page = folder.resolve("report.html");

        of("report", "--out=" + page).succeeded();

        assertThat(Files.readString(page)).contains("conversations");
    }

    @Test
    void run_methodOrTurnsChanged_areRefusedInTheWordsOfTheOptions() {
        interact().succeeded();

        assertThat(CommandLineHarness.run(command("interaction", "out"), "--turns=3")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--turns was \"5\", is \"3\"")
                .doesNotContain(TOLD);
        assertThat(reflect().ended(ExitCode.USAGE).err())
                .contains("--method was \"interaction\", is \"reflection\"")
                .doesNotContain(TOLD);
        assertThat(interact("--constitution=asimov").ended(ExitCode.USAGE).err())
                .contains("the content of --constitution was")
                .doesNotContain(TOLD);
    }

    @Test
    void run_optionsOfOtherMethods_areRefusedAllAtOnce() {
        CommandLineHarness.Result result = reflect(
                        "--confirm",
                        "--critic=local:",
                        "--rounds=2",
                        "--samples=3",
                        "--teacher=local:",
                        "--turns=5",
                        "--teacher-max-tokens=9")
                .ended(ExitCode.USAGE);

        assertThat(result.err())
                .contains("--confirm is of use only with --method sl-cai or contrast")
                .contains("--critic is of use only with --method sl-cai")
                .contains("--rounds or --no-critique is of use only with --method sl-cai")
                .contains("--samples is of use only with --method rl-cai")
                .contains("--teacher is of use only with --method contrast")
                .contains("--teacher-max-tokens is of use only with --method contrast")
                .contains("--turns is of use only with --method interaction");
        assertThat(reflect("--judge=local:", "--select=all")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--judge is of use only where a judge is asked")
                .contains("--select is of use only where a judge is asked");
        assertThat(reflect("--pairs=3").ended(ExitCode.USAGE).err())
                .contains("--pairs is of use only with a method that gives pairs");
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 10, 0, -3})
    void run_turnsThatNobodyCanGive_areRefused(int turns) {
        assertThat(CommandLineHarness.run(command("interaction", "out"), "--turns=" + turns)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--turns must be an odd number, 3 or more, got " + turns);
    }
}
