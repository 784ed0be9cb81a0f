package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import dev.constitution.runner.testing.TwoRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentCommandTest {
    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void writePrompts() throws IOException {
        Files.writeString(folder.resolve("p.txt"), "One?\nTwo?\nThree?\n");
        server.answering(ExperimentCommandTest::answer);
    }

    /** A judge votes A whichever answer stands there; a critic always objects. */
    private static ServerAnswer answer(ServerRequest request) {
        return request.says("response-A-")
                ? Completion.of("<verdict>A</verdict>").sent()
                : request.ownAnswer();
    }

    private Path experiment(String arms) throws IOException {
        return Files.writeString(folder.resolve("e.yaml"), """
                prompts: p.txt
                seed: 3
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s", rounds: 1}
                arms:
                """.formatted(server.model()) + arms.indent(2));
    }

    private CommandLineHarness.Result run(Path file) {
        return CommandLineHarness.run("experiment", file.toString(), "--out=" + out(), "--attempts=1");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private List<StoredOutcome> rows() throws IOException {
        List<StoredOutcome> rows = new ArrayList<>();
        try (RunStore store = RunStore.openExisting(out())) {
            store.outcomes(0).forEachRemaining(row -> rows.add(StoredOutcome.of(row)));
        }
        return rows;
    }

    @Test
    void experiment_armsOfOneModel_shareWhatTheyHaveInCommonAndASecondRunAsksNothing() throws IOException {
        Path file =
                experiment("plain: {answers: answer}\ncai: {constitution: cai-16}\nagain: {constitution: cai-16}\n");

        run(file).succeeded();

        // A row: one answer, one critique, one revision for three arms, and two orders for two duels of the same texts.
        assertThat(server.requests()).isEqualTo(3 * (1 + 1 + 1 + 2));
        assertThat(server.answeredAgain()).isZero();
        for (StoredOutcome row : rows()) {
            assertThat(row.arms()).extracting(StoredArm::arm).containsExactly("plain", "cai", "again");
            assertThat(row.arms().get(1).outcome().answer())
                    .isEqualTo(row.arms().get(2).outcome().answer())
                    .isNotEqualTo(row.arms().get(0).outcome().answer());
            assertThat(row.duels())
                    .filteredOn(StoredDuel::isOfEqualAnswers)
                    .singleElement()
                    .satisfies(duel -> {
                        assertThat(duel.a()).isEqualTo("cai");
                        assertThat(duel.b()).isEqualTo("again");
                    });
            assertThat(row.duels())
                    .allSatisfy(duel -> assertThat(duel.probabilityOfA())
                            .as("position decides alone, so both orders together say nothing")
                            .hasValue(0.5));
        }
        int before = server.requests();
        run(file).succeeded();
        assertThat(server.requests()).isEqualTo(before);
        CommandLineHarness.requireSound(out(), 3, 3);
        assertThat(CommandLineHarness.run("status", out().toString())
                        .succeeded()
                        .out())
                .startsWith("3 of 3 rows done")
                .contains("tried");
    }

    @Test
    void experiment_principleEdited_asksOnlyWhatThatTouches() throws IOException {
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, TwoRules.yaml("Where is the answer too long?"));
        Path file = experiment("plain: {answers: answer}\nrules: {constitution: rules.yaml, select: all}\n");
        run(file).succeeded();
        int before = server.requests();

        Files.writeString(rules, TwoRules.yaml("Which words of the answer are too many?"));
        run(file).succeeded();

        // The second principle's critique, its revision, and the duel in both orders; no answer, nothing of the first
        // one.
        assertThat(server.requests() - before).isEqualTo(3 * 4);
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @Test
    void experiment_principleAddedToThoseDrawnFrom_asksAnewOnlyForRowsThatDrawIt() throws IOException {
        int prompts = 30;
        Files.writeString(
                folder.resolve("p.txt"),
                IntStream.range(0, prompts)
                        .mapToObj(number -> "What is " + number + "?\n")
                        .collect(Collectors.joining()));
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, TwoRules.yaml("Where is the answer too long?"));
        Path file = experiment("plain: {answers: answer}\nrules: {constitution: rules.yaml, select: random}\n");
        run(file).succeeded();
        int before = server.requests();
        List<String> drawn = drawn();

        Files.writeString(rules, Files.readString(rules) + """
              - id: added
                norm: A good answer gives an example.
            """);
        run(file).succeeded();

        List<String> now = drawn();
        int changed = Collections.frequency(now, "added");
        assertThat(changed).isBetween(3, prompts - 3);
        for (int row = 0; row < prompts; row++) {
            assertThat(now.get(row)).isIn("added", drawn.get(row));
        }
        // Of each row that draws it a critique, a revision, and the duel in both orders.
        assertThat(server.requests() - before).isEqualTo(4 * changed);
        assertThat(server.answeredAgain()).isZero();
        CommandLineHarness.requireSound(out(), prompts, prompts);
    }

    /** The principle that each row's second arm was revised under. */
    private List<String> drawn() throws IOException {
        return rows().stream()
                .flatMap(row -> row.arms().get(1).outcome().principles().orElseThrow().stream())
                .toList();
    }

    @Test
    void experiment_armAdded_keepsWhatWasAnsweredForTheOthers() throws IOException {
        run(experiment("plain: {answers: answer}\ncai: {constitution: cai-16}\n"))
                .succeeded();
        int before = server.requests();

        run(experiment("plain: {answers: answer}\ncai: {constitution: cai-16}\ntold: {answers: instruct}\n"))
                .succeeded();

        // The new arm's answer and its two duels in both orders.
        assertThat(server.requests() - before).isEqualTo(3 * (1 + 4));
    }

    @Test
    void experiment_armThatFails_failsItsRowsAndRetryAsksForNothingElse() throws IOException {
        server.answering(request -> request.says("Keep to these principles") && request.says("Two?")
                ? Completion.of("cut").finish("length").sent()
                : answer(request));
        Path file = experiment("plain: {answers: answer}\ntold: {answers: instruct}\n");

        CommandLineHarness.Result first = run(file).ended(ExitCode.FAILED_ROWS);

        assertThat(first.out()).contains("1 failed (truncated 1)").contains("arm told:");
        assertThat(rows().get(1).arms())
                .extracting(StoredArm::ending)
                .containsExactly(OutcomeKind.REJECTED, OutcomeKind.FAILED);
        server.answering(ExperimentCommandTest::answer);
        int before = server.requests();
        CommandLineHarness.run("retry", out().toString(), "--kind=truncated").succeeded();
        assertThat(server.requests() - before).isEqualTo(1 + 2);
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @Test
    void experiment_modelsSideBySide_areCountedAndPricedApart() throws IOException {
        try (LoopbackServer other = new LoopbackServer()) {
            other.answering(request -> Completion.of("Another answer.").sent());
            Path file =
                    experiment("one: {answers: answer}\nother: {answers: answer, model: \"" + other.model() + "\"}\n");

            run(file).succeeded();

            assertThat(other.requests()).isEqualTo(3);
            assertThat(CommandLineHarness.run("status", out().toString()).out())
                    .contains("answered as generator/" + server.model())
                    .contains("answered as generator/" + other.model());
        }
    }

    @Test
    void experiment_fileWithFaults_namesAllWithLineOrArm() throws IOException {
        Path file = experiment("plain: {answers: answer, rouns: 2}\ncai: {constitution: cai-16}\n");
        assertThat(run(file).ended(ExitCode.USAGE).err())
                .contains("e.yaml:6:")
                .contains("rouns")
                .contains("rounds");

        Path second = experiment("plain: {answers: guess}\ncai: {constitution: nobody}\n");
        assertThat(run(second).ended(ExitCode.USAGE).err()).contains("unknown way to answers \"guess\"");
        assertThat(server.requests()).isZero();
        assertThat(out()).doesNotExist();
    }

    @Test
    void experiment_otherPromptsOrSeed_isRefusedAndNothingChanges() throws IOException {
        String arms = "plain: {answers: answer}\ntold: {answers: instruct}\n";
        run(experiment(arms)).succeeded();
        int before = server.requests();
        Path file = experiment(arms);
        Files.writeString(file, Files.readString(file).replace("seed: 3", "seed: 4"));

        assertThat(run(file).ended(ExitCode.USAGE).err()).contains("seed");
        assertThat(server.requests()).isEqualTo(before);
        CommandLineHarness.requireSound(out(), 3, 3);
    }

    @Test
    void show_rowOfAnExperiment_showsEachArmAndEachDuel() throws IOException {
        run(experiment("plain: {answers: answer}\ncai: {constitution: cai-16}\nagain: {constitution: cai-16}\n"))
                .succeeded();

        String row = CommandLineHarness.run("show", out().toString(), "2")
                .succeeded()
                .out();

        assertThat(row)
                .contains("arm plain: the answer was not to be revised")
                .contains("arm cai: revised")
                .contains("duel, arm ")
                .contains("first is better: 0.500 (both_orders)")
                .contains("the same answer: a tie, for which no judge is asked")
                .doesNotContain("not used");
    }

    private JsonNode dryRun(Path file) {
        JsonNode json = CommandLineHarness.run(
                        "experiment", file.toString(), "--out=" + out(), "--attempts=1", "--dry-run", "--json")
                .succeeded()
                .json();
        return json.path("parts");
    }

    private static long calls(JsonNode part) {
        return part.path("high").path("calls").asLong();
    }

    @Test
    void dryRun_byArm_tellsOwnSharedAndAnsweredCalls() throws IOException {
        Path rules = folder.resolve("rules.yaml");
        Files.writeString(rules, TwoRules.yaml("Where is the answer too long?"));
        Path file = experiment("plain: {answers: answer}\nrules: {constitution: rules.yaml, select: all}\n");

        JsonNode before = dryRun(file);

        assertThat(before)
                .extracting(part -> part.path("part").textValue())
                .containsExactly("plain", "rules", "shared by several", "judge");
        assertThat(before).extracting(ExperimentCommandTest::calls).containsExactly(0L, 12L, 3L, 6L);
        assertThat(server.requests()).isZero();
        assertThat(out()).doesNotExist();

        run(file).succeeded();
        int asked = server.requests();
        JsonNode after = dryRun(file);
        assertThat(after).extracting(ExperimentCommandTest::calls).containsOnly(0L);
        assertThat(after).extracting(part -> part.path("answered").asLong()).containsExactly(0L, 12L, 3L, 6L);

        Files.writeString(rules, TwoRules.yaml("Which words of the answer are too many?"));
        JsonNode edited = dryRun(file);
        assertThat(edited).extracting(ExperimentCommandTest::calls).containsExactly(0L, 6L, 0L, 6L);
        assertThat(server.requests()).isEqualTo(asked);
        run(file).succeeded();
        assertThat(server.requests() - asked).isEqualTo(12);
    }

    @Test
    void experiment_oneArmAlone_isRefusedUnlessItIsAblated() throws IOException {
        assertThat(run(experiment("plain: {answers: answer}\n"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("needs two arms or more");
        Path file = experiment("plain: {answers: answer}\n");
        Files.writeString(file, "ablate: nobody\n" + Files.readString(file));
        assertThat(run(file).ended(ExitCode.USAGE).err()).contains("ablate: \"nobody\" is none of the arms");
    }
}
