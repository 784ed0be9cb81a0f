package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
    private static final int CLAUSES = 30;
    private static final int CONCURRENCY = 2;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path document;
    private Path to;

    @BeforeEach
    void writeDocument() throws IOException {
        StringBuilder text = new StringBuilder("# House\n\n");
        for (int i = 0; i < CLAUSES; i++) {
            text.append("Answers should heed rule ").append(i).append(".\n\n");
        }
        document = Files.writeString(folder.resolve("house.md"), text);
        to = folder.resolve("house.yaml");
        server.answering(ImportCommandTest::answer);
    }

    private static ServerAnswer answer(ServerRequest request) {
        String rule = request.lastTurn().replaceFirst("(?s).*Answers should heed (rule \\d+)\\..*", "$1");
        return Completion.of("<critique_request>Quote where your last response misses " + rule
                        + ".</critique_request>\n<revision_request>Rewrite your last response to heed " + rule
                        + ", and keep the rest.</revision_request>")
                .sent();
    }

    private List<String> command(String... more) {
        return CommandLineHarness.with(
                List.of("principles", "import", "--from=markdown", document.toString(), "--to=" + to), more);
    }

    private List<String> proposing(String... more) {
        return CommandLineHarness.with(
                command(
                        "--model=" + server.model(),
                        "--concurrency=" + CONCURRENCY,
                        "--attempts=1",
                        "--out=" + folder.resolve("out")),
                more);
    }

    private Principle principle(String id) {
        return Constitutions.load(to).principle(id).orElseThrow();
    }

    @Test
    void import_withoutModel_wordsRequestsFromTheClauses() {
        CommandLineHarness.Result result = CommandLineHarness.run(command()).succeeded();

        Constitution constitution = Constitutions.load(to);
        assertThat(constitution.id()).isEqualTo("house");
        assertThat(constitution.principles()).hasSize(CLAUSES);
        assertThat(principle("house-2"))
                .isEqualTo(Principle.of("house-2", "Answers should heed rule 1.")
                        .withTitle("House (2)")
                        .withTags("section:house"));
        assertThat(folder.resolve("house.source.json")).exists();
        assertThat(result.err())
                .contains("152 words in 1 section: 30 clauses, 0 worked examples")
                .contains("house.yaml: written, 30 principles, 0 exemplars, with house.source.json beside it");
    }

    @Test
    void import_exampleOfThePage_saysWhatThePageShows() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(
                        List.of("principles", "import", "--from=markdown", "../examples/house.md", "--to=" + to))
                .succeeded();

        assertThat(Files.readString(Path.of("../docs/prose.md")))
                .contains("```text\n"
                        + result.err().replace(System.lineSeparator(), "\n").replace(folder + "/", "") + "```");
    }

    @Test
    void import_nameOfMarkdown_needsNoForm() {
        CommandLineHarness.run(List.of("principles", "import", document.toString(), "--to=" + to))
                .succeeded();

        assertThat(Constitutions.load(to).principles()).hasSize(CLAUSES);
    }

    @Test
    void import_model_proposesRequestsAndMarksThem() {
        CommandLineHarness.Result result = CommandLineHarness.run(proposing()).succeeded();

        Principle one = principle("house-2");
        assertThat(one.norm()).isEqualTo("Answers should heed rule 1.");
        assertThat(one.critiqueRequest()).isEqualTo("Quote where your last response misses rule 1.");
        assertThat(one.revisionRequest()).isEqualTo("Rewrite your last response to heed rule 1, and keep the rest.");
        assertThat(one.tags()).containsExactly("section:house", "proposed");
        assertThat(server.requests()).isEqualTo(CLAUSES);
        assertThat(result.err()).contains("requests proposed for 30 of 30 principles, tagged \"proposed\"");
        CommandLineHarness.requireSound(folder.resolve("out/requests"), CLAUSES, CLAUSES);
    }

    @ParameterizedTest
    @CsvSource({
        "I would rather not.",
        "<critique_request>Too short</critique_request><revision_request>Rewrite your last response.</revision_request>",
        "Sure! <critique_request>Where does it fail?</critique_request><revision_request>Rewrite it all now.</revision_request>",
        "<critique_request>Where does it fail?</critique_request>",
    })
    void import_replyOfAnotherForm_leavesTheRequestsAsTheyAre(String reply) {
        server.answering(
                request -> request.says("rule 7.") ? Completion.of(reply).sent() : answer(request));

        CommandLineHarness.Result result = CommandLineHarness.run(proposing()).ended(ExitCode.FAILED_ROWS);

        assertThat(principle("house-8"))
                .isEqualTo(Principle.of("house-8", "Answers should heed rule 7.")
                        .withTitle("House (8)")
                        .withTags("section:house"));
        assertThat(principle("house-9").tags()).contains("proposed");
        assertThat(result.err())
                .contains("requests proposed for 29 of 30 principles")
                .contains("worded from the clause, for house-8;");
    }

    @Test
    void import_callFailed_isDoneAgainByTheSameCommand() {
        server.answering(request -> request.says("rule 3.") ? ServerAnswer.error(400, "not today") : answer(request));
        CommandLineHarness.run(proposing()).ended(ExitCode.FAILED_ROWS);
        assertThat(principle("house-4").tags()).doesNotContain("proposed");
        int asked = server.requests();

        server.answering(ImportCommandTest::answer);
        CommandLineHarness.run(proposing("--force")).succeeded();

        assertThat(server.requests() - asked).isEqualTo(1);
        assertThat(principle("house-4").tags()).contains("proposed");
    }

    @Test
    void import_killed_goesOnWithoutAskingTwice() throws Exception {
        ChildRun run = ChildRun.start(folder, proposing());
        server.awaitRequests(CLAUSES / 2);
        run.kill();
        assertThat(to).doesNotExist();

        CommandLineHarness.run(proposing()).succeeded();

        assertThat(server.answeredAgain()).as("only what was under way").isLessThanOrEqualTo(CONCURRENCY);
        assertThat(Constitutions.load(to).principles())
                .allMatch(principle -> principle.tags().contains("proposed"));
    }

    @Test
    void import_budgetUsedUp_writesNothingAndGoesOn() {
        CommandLineHarness.Result stopped =
                CommandLineHarness.run(proposing("--max-run-tokens=100")).ended(ExitCode.BUDGET);
        assertThat(stopped.err()).contains("clauses left, nothing written").contains("to go on:");
        assertThat(to).doesNotExist();

        CommandLineHarness.run(proposing()).succeeded();

        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void import_documentChangedSince_isRefusedBeforeACall() throws IOException {
        CommandLineHarness.run(proposing()).succeeded();
        int asked = server.requests();
        byte[] written = Files.readAllBytes(to);
        Files.writeString(document, Files.readString(document) + "Answers should heed another rule.\n");

        assertThat(CommandLineHarness.run(proposing("--force"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("out");
        assertThat(server.requests()).isEqualTo(asked);
        assertThat(Files.readAllBytes(to)).isEqualTo(written);
    }

    @Test
    void import_otherSeed_isRefusedByName() {
        CommandLineHarness.run(proposing()).succeeded();
        int asked = server.requests();

        assertThat(CommandLineHarness.run(proposing("--force", "--seed=1"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--seed was \"0\"");
        assertThat(server.requests()).isEqualTo(asked);
    }

    @Test
    void import_dryRun_estimatesWithoutACall() {
        CommandLineHarness.Result result =
                CommandLineHarness.run(proposing("--dry-run")).succeeded();

        assertThat(result.out())
                .contains("-- import/requests, asked of the generator")
                .containsPattern("calls +30 +30 +30\n");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(to).doesNotExist();
    }

    @Test
    void import_targetOfTheMap_isLeftAloneWithoutForce() throws IOException {
        Path map = Files.writeString(folder.resolve("house.source.json"), "mine");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains(map + " is there already");
        assertThat(map).hasContent("mine");
        assertThat(to).doesNotExist();
    }

    @Test
    void import_optionsThatDoNotGoTogether_areAllNamed() {
        assertThat(CommandLineHarness.run(
                                List.of("principles", "import", document.toString(), "--to=" + to),
                                "--from=markdwn",
                                "--seed=1",
                                "--exemplars=x.json")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("unknown value \"markdwn\" of --from; did you mean \"markdown\"?")
                .contains("--exemplars goes with other tools' files")
                .contains("--seed is for a run; name the model that proposes requests with --model");
        assertThat(CommandLineHarness.run(
                                List.of(
                                        "principles",
                                        "import",
                                        folder.resolve("x.json").toString(),
                                        "--to=" + to),
                                "--model=" + server.model())
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--model goes with a document in prose")
                .contains("name its folder with --out");
    }
}
