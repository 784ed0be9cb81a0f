package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hidden rule made the labels: people prefer the answer that names a source. */
class ProposeCommandTest {
    private static final int PROMPTS = 40;
    private static final int CONCURRENCY = 4;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path pairs;

    @BeforeEach
    void writePairs() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2 * PROMPTS; i++) {
            String sourced = "It is " + i + ", according to the almanac.";
            String bare = "It is " + (i + 1) + (i % 3 == 0 ? "." : ", and many people think so, too, as one hears.");
            lines.add(Json.line(Map.of(
                    "id",
                    "row-" + i,
                    "prompt",
                    "How high is hill " + i % PROMPTS + "?",
                    "chosen",
                    sourced,
                    "rejected",
                    bare)));
        }
        pairs = Files.write(folder.resolve("pairs.jsonl"), lines);
        server.answering(ProposeCommandTest::answer);
    }

    /** Words three rules of each pair; votes by what a rule asks, by the place, or by a trait that labels know nothing of. */
    private static ServerAnswer answer(ServerRequest request) {
        String asked = request.lastTurn();
        if (asked.contains("Write each rule on a line of its own")) {
            boolean kept = asked.contains("explain this choice");
            return Completion.of("Here they are:\n- A good response names " + (kept ? "the source" : "sources")
                            + " of its claims.\n- A good response rhymes with penguin colonies.\n"
                            + "- A good response states even numbers.\n- A good response is a fourth rule too many.\n"
                            + "Answer A is better.")
                    .sent();
        }
        String a = between("response-A", asked);
        String b = between("response-B", asked);
        boolean choosesA = asked.contains("of its claims")
                ? a.contains("according to") || !b.contains("according to")
                : asked.contains("penguin") || a.hashCode() < b.hashCode();
        return Completion.of("<verdict>" + (choosesA ? "A" : "B") + "</verdict>")
                .sent();
    }

    private static String between(String name, String text) {
        Matcher fenced = Pattern.compile("(?s)<" + name + "-(\\w+)>\n(.*?)\n</" + name + "-\\1>")
                .matcher(text);
        assertThat(fenced.find()).as(text).isTrue();
        return fenced.group(2);
    }

    private List<String> command(String... more) {
        return CommandLineHarness.with(
                List.of(
                        "principles",
                        "propose",
                        "--pairs=" + pairs,
                        "--model=" + server.model(),
                        "--judge-by=structured",
                        "--from=10",
                        "--concurrency=" + CONCURRENCY,
                        "--attempts=1",
                        "--out=" + folder.resolve("out"),
                        "--to=" + rules()),
                more);
    }

    private Path rules() {
        return folder.resolve("rules.yaml");
    }

    private JsonNode evidence() throws IOException {
        return Json.parse(Files.readString(folder.resolve("rules.evidence.json")));
    }

    @Test
    void propose_hiddenRule_isFoundAndNonsenseIsDropped() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(command()).succeeded();

        Constitution found = Constitutions.load(rules());
        assertThat(found.principles())
                .extracting(Principle::norm)
                .singleElement()
                .asString()
                .contains("of its claims");
        assertThat(Files.readString(rules()))
                .startsWith("# Right on pairs that were held out, of those that it decides:\n");
        JsonNode evidence = evidence();
        assertThat(evidence.path("proposals").asInt()).isEqualTo(10 * 2 * 3);
        assertThat(evidence.path("proposing_pairs").asInt()).isEqualTo(10);
        assertThat(evidence.path("candidates")).hasSize(3);
        JsonNode source = evidence.path("candidates").path(0);
        assertThat(source.path("kept").asBoolean()).isTrue();
        assertThat(source.path("proposed_by").asInt()).isEqualTo(10);
        JsonNode heldOut = source.path("held_out");
        assertThat(heldOut.path("right").asInt())
                .isEqualTo(heldOut.path("pairs").asInt())
                .isPositive()
                .isEven(); // both pairs of a prompt are on the same side
        assertThat(heldOut.path("pairs").asInt()
                        + source.path("testing").path("pairs").asInt())
                .isEqualTo(2 * PROMPTS);
        assertThat(heldOut.path("low").asDouble()).isGreaterThan(0.5).isLessThan(1);
        assertThat(evidence.path("together_held_out").path("accuracy").asDouble())
                .isEqualTo(1);
        assertThat(evidence.path("longer_held_out").path("accuracy").asDouble()).isLessThan(0.6);
        assertThat(evidence.path("candidates").findValuesAsText("dropped"))
                .containsExactlyInAnyOrder("decides too few pairs", "not surely better than chance");
        assertThat(result.out()).contains("60 rules on 10 pairs gave 3 candidates");
        assertThat(result.err()).contains("rules.yaml: written");
    }

    @Test
    void propose_again_asksNothingAndWritesTheSameBytes() throws IOException {
        String out = CommandLineHarness.run(command()).succeeded().out();
        byte[] written = Files.readAllBytes(rules());
        int asked = server.requests();

        assertThat(CommandLineHarness.run(command()).succeeded().out()).isEqualTo(out);
        assertThat(Files.readAllBytes(rules())).isEqualTo(written);
        assertThat(server.requests()).isEqualTo(asked);
        Files.delete(rules());
        CommandLineHarness.run(command()).succeeded();
        assertThat(Files.readAllBytes(rules())).isEqualTo(written);
        assertThat(server.requests()).isEqualTo(asked);
        CommandLineHarness.requireSound(folder.resolve("out/candidates"), 2 * PROMPTS, 2 * PROMPTS);
        CommandLineHarness.requireSound(folder.resolve("out/votes"), 2 * PROMPTS, 2 * PROMPTS);
    }

    @Test
    void propose_killedInEachStep_goesOnWithoutAskingTwice() throws Exception {
        for (int requests : List.of(7, 60)) {
            ChildRun run = ChildRun.start(folder, command());
            server.awaitRequests(requests);
            run.kill();
        }
        assertThat(folder.resolve("out/votes")).exists();

        CommandLineHarness.run(command()).succeeded();

        assertThat(server.answeredAgain()).as("only what was under way").isLessThanOrEqualTo(2 * CONCURRENCY);
        assertThat(evidence().path("candidates").path(0).path("kept").asBoolean())
                .isTrue();
    }

    @Test
    void propose_votesFailed_areDoneAgainByTheSameCommand() throws IOException {
        server.answering(request ->
                request.lastTurn().contains("hill 3?") && request.lastTurn().contains("response-A")
                        ? ServerAnswer.error(400, "not today")
                        : answer(request));
        CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);
        assertThat(rules()).exists();
        int asked = server.requests();

        server.answering(ProposeCommandTest::answer);
        CommandLineHarness.run(command()).succeeded();

        assertThat(server.requests() - asked)
                .as("two pairs, three candidates, both orders")
                .isEqualTo(2 * 3 * 2);
        assertThat(evidence().path("candidates").path(0).path("kept").asBoolean())
                .isTrue();
    }

    @Test
    void propose_fileEditedSince_isLeftAlone() throws IOException {
        CommandLineHarness.run(command()).succeeded();
        Files.writeString(rules(), Files.readString(rules()) + "# mine\n");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("already and other");
        assertThat(Files.readString(rules())).endsWith("# mine\n");
        CommandLineHarness.run(command("--force")).succeeded();
        assertThat(Files.readString(rules())).doesNotContain("# mine");
    }

    @ParameterizedTest
    @CsvSource({
        "--seed=1, --seed was \"0\"",
        "--from=11, --from was \"10\"",
        "--held-out=0.4, --held-out was \"0.3\"",
        "--limit=70, --limit was not given, is \"70\"",
        "--judge-by=votes, judge-by was",
        "--candidates=2, the content of --candidates was",
    })
    void propose_otherOptions_areRefusedByNameBeforeACall(String option, String told) throws IOException {
        CommandLineHarness.run(command()).succeeded();
        int asked = server.requests();
        byte[] written = Files.readAllBytes(rules());
        List<String> other = command().stream()
                .filter(word -> !word.startsWith(option.replaceFirst("=.*", "=")))
                .toList();

        assertThat(CommandLineHarness.run(other, option).ended(ExitCode.USAGE).err())
                .contains(told);
        assertThat(server.requests()).isEqualTo(asked);
        assertThat(Files.readAllBytes(rules())).isEqualTo(written);
        CommandLineHarness.run(command("--max-run-tokens=9999999", "--fail-on-error=0.5", "--quiet"))
                .succeeded();
        assertThat(server.requests()).isEqualTo(asked);
    }

    @Test
    void propose_dryRun_estimatesBothStepsWithoutACall() {
        CommandLineHarness.Result result =
                CommandLineHarness.run(command("--dry-run", "--candidates=3")).succeeded();

        assertThat(result.err()).contains("1. candidates", "2. tests, of 3 candidates");
        assertThat(result.out())
                .contains("-- propose/kept, asked of the generator", "-- judge/candidate-1/a-first/verdict-1")
                .containsPattern("calls +20 +20 +20\n")
                .containsPattern("calls +480 +480 +480\n"); // 80 pairs, 3 candidates, both orders
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void propose_budgetUsedUp_stopsAndGoesOnWithAHigherOne() throws IOException {
        CommandLineHarness.Result stopped =
                CommandLineHarness.run(command("--max-run-tokens=300")).ended(ExitCode.BUDGET);
        assertThat(stopped.err()).contains("to go on:").contains("principles propose");
        assertThat(rules()).doesNotExist();

        CommandLineHarness.run(command()).succeeded();
        assertThat(server.answeredAgain()).isZero();
        assertThat(rules()).exists();
    }

    @Test
    void propose_nothingPassesTheTest_writesNoConstitution() {
        server.answering(request -> request.lastTurn().contains("Write each rule")
                ? Completion.of("- A good response rhymes with penguin colonies.")
                        .sent()
                : answer(request));

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS).err())
                .contains("no candidate is kept");
        assertThat(rules()).doesNotExist();
    }

    @Test
    void propose_noRuleInTheReplies_saysSoBeforeAnyTest() {
        server.answering(request -> Completion.of("I would rather not.").sent());

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS).err())
                .contains("no rule could be read");
        assertThat(server.requests()).isEqualTo(20);
        assertThat(folder.resolve("out/votes")).doesNotExist();
    }

    @Test
    void propose_fileThatIsThere_isRefusedBeforeACall() throws IOException {
        Files.writeString(rules(), "mine");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("is there already");
        assertThat(server.requests()).isZero();
    }

    @Test
    void propose_pairsWithoutLabels_areRefusedBeforeACall() throws IOException {
        Files.writeString(pairs, Json.line(Map.of("prompt", "p", "chosen", "a", "rejected", "a")) + "\n");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("0 labelled pairs to propose from");
        assertThat(server.requests()).isZero();
    }
}
