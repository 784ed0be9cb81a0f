package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeCommandTest {
    private static final int ROWS = 20;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path pairs;

    @BeforeEach
    void writePairs() throws IOException {
        pairs = Files.writeString(
                folder.resolve("pairs.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> JsonLines.of(
                                "prompt", "Question " + i + "?",
                                "chosen", "A fine answer, number " + i + ".",
                                "rejected", "A poor answer."))
                        .collect(Collectors.joining()));
    }

    /** A judge that sees which answer is the fine one, and says so in the form it was asked for. */
    private static String fine(ServerRequest request) {
        String asked = request.conversation();
        return tag(asked.indexOf("A fine answer") < asked.indexOf("A poor answer") ? "A" : "B");
    }

    private static String tag(String letter) {
        return "<verdict>" + letter + "</verdict>";
    }

    private CommandLineHarness.Result judge(Function<ServerRequest, String> says, String... more) {
        server.answering(request -> Completion.of(says.apply(request)).sent());
        return CommandLineHarness.run(
                List.of(
                        "judge",
                        "--pairs=" + pairs,
                        "--out=" + folder.resolve("out"),
                        "--model=" + server.model(),
                        "--judge-by=structured",
                        "--quiet"),
                more);
    }

    private CommandLineHarness.Result attack(Function<ServerRequest, String> says, String... more) {
        server.answering(request -> Completion.of(says.apply(request)).sent());
        return CommandLineHarness.run(
                List.of(
                        "judge",
                        "--injections",
                        "--out=" + folder.resolve("attacked"),
                        "--model=" + server.model(),
                        "--judge-by=structured",
                        "--one-order"),
                more);
    }

    private CommandLineHarness.Result baseline(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("bar.json"), text.replace('\'', '"'));
        return CommandLineHarness.run(List.of("judge", "--pairs=" + file), more);
    }

    private static final String BAR = """
            [{'input':'Name a river.','output_1':'The Elbe.','output_2':'Tea','label':1},
             {'input':'Name a lake.','output_1':'The Elbe.','output_2':'Como','label':2},
             {'input':'Say nothing.','output_1':'','output_2':'But why?','label':1},
             {'input':'Say yes.','output_1':'Yes','output_2':'Yes','label':1},
             {'input':'Say no.','output_1':'No','output_2':true,'label':1}]
            """;

    @Test
    void judge_baseline_printsATable() throws IOException {
        CommandLineHarness.Result result = baseline(BAR, "--baseline=longer").ended(ExitCode.FAILED_ROWS);

        assertThat(result.out().replace(folder + "/", "")).isEqualTo("""
                bar.json (llmbar), judged by: baseline longer
                5 rows: 4 labelled pairs, 1 unreadable; 2 odd (empty_answer 1, equal_answers 1)

                                                           pairs    share  95 % interval
                agrees with people                       1/    4   25.0 %  4.6 to 69.9
                  where neither says tie                 1/    3   33.3 %  6.1 to 79.2
                  beyond chance (Cohen's kappa)                     -0.20  -0.67 to 0.44
                  where people prefer the longer         1/    1  100.0 %  20.7 to 100.0
                  where people prefer the shorter        0/    2    0.0 %  0.0 to 65.8
                people prefer the longer answer          1/    3   33.3 %  6.1 to 79.2
                the judge prefers the longer answer      3/    3  100.0 %  43.9 to 100.0
                people say tie                           0/    4    0.0 %  0.0 to 49.0
                the judge says tie                       1/    4   25.0 %  4.6 to 69.9
                no verdict                               0/    4    0.0 %  0.0 to 49.0
                """);
        assertThat(result.err().replace(folder + "/", "")).isEqualTo("""
                bar.json:5: not counted: "output_2" must be a text, this is a boolean; correct or remove the row
                bar.json:3: answer a is empty
                bar.json:4: the answers are equal, yet the label is a
                """);
    }

    @Test
    void judge_onePair_hasNoKappa() throws IOException {
        CommandLineHarness.Result result = baseline(BAR, "--baseline=first", "--limit=1");

        assertThat(result.out())
                .contains("  beyond chance (Cohen's kappa)                  undefined: fewer than two items\n");
    }

    @Test
    void judge_baselineAsJson_isOneObjectOfTheDocumentedFields() throws IOException {
        CommandLineHarness.Result result = baseline(BAR, "--baseline=first", "--limit=2", "--json");

        assertThat(result.out().replace(folder + "/", "")).isEqualTo("""
                {"version":2,"pairs":"bar.json","format":"llmbar","judge":"baseline first","rows":2,"unreadable":0,\
                "odd":{},"no_majority":0,"failed":0,"n":2,"verdicts":2,"agree":1,\
                "accuracy":{"hits":1,"of":2,"share":0.5,"low":0.094531,"high":0.905469},\
                "accuracy_without_ties":{"hits":1,"of":2,"share":0.5,"low":0.094531,"high":0.905469},\
                "kappa":{"value":0.0,"low":-0.979982,"high":0.979982,"n":2,"method":"Cohen's kappa"},"ties":{"people":0,"judge":0,"both":0},\
                "length":{"people_for_longer":{"hits":1,"of":2,"share":0.5,"low":0.094531,"high":0.905469},\
                "judge_for_longer":{"hits":2,"of":2,"share":1.0,"low":0.34238,"high":1.0},\
                "accuracy_longer_preferred":{"hits":1,"of":1,"share":1.0,"low":0.206549,"high":1.0},\
                "accuracy_shorter_preferred":{"hits":0,"of":1,"share":0.0,"low":0.0,"high":0.793451}},"principles":{}}
                """);
    }

    @Test
    void judge_judgeThatSeesTheDifference_agreesWithPeopleAndLeavesASoundFolder() throws IOException {
        JsonNode score = judge(JudgeCommandTest::fine, "--json").succeeded().json();

        assertThat(score.get("n").intValue()).isEqualTo(ROWS);
        assertThat(score.get("agree").intValue()).isEqualTo(ROWS);
        assertThat(score.get("kappa").get("value").doubleValue()).isEqualTo(1);
        assertThat(score.get("position").get("same_position").get("hits").intValue())
                .isZero();
        assertThat(score.get("position").get("prefers").isNull()).isTrue();
        assertThat(score.get("calibration").get("expected_error").doubleValue()).isZero();
        assertThat(score.get("run")
                        .get("outcomes")
                        .get("judged")
                        .get("by")
                        .get("preference")
                        .intValue())
                .isEqualTo(ROWS);
        assertThat(score.at("/run/this_start/calls").intValue()).isEqualTo(2 * ROWS);
        assertThat(CommandLineHarness.run("verify", folder.resolve("out").toString())
                        .out())
                .isEqualTo("20 rows, 20 outcomes, 40 calls\nsound\n");
        assertThat(Files.readAllLines(folder.resolve("out/verdicts.jsonl")))
                .hasSize(ROWS)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"human\":\"a\",\"verdict\":\"a\",\"probability_of_a\":1.0,\"shown_first\":\"")
                        .endsWith("\"same_position\":false}"));
    }

    @Test
    void judge_again_asksNothingAndSaysTheSame() throws IOException {
        JsonNode first = judge(JudgeCommandTest::fine, "--json", "--limit=7").json();
        judge(JudgeCommandTest::fine, "--json");
        int asked = server.requests();

        JsonNode again = judge(JudgeCommandTest::fine, "--json").json();

        assertThat(first.get("n").intValue()).isEqualTo(7);
        assertThat(server.requests()).isEqualTo(asked).isEqualTo(2 * ROWS);
        assertThat(again.get("agree").intValue()).isEqualTo(ROWS);
        assertThat(again.at("/run/this_start/calls").intValue()).isZero();
    }

    @Test
    void judge_fileThatPutsTheChosenFirst_showsItFirstAboutHalfTheTime() {
        judge(JudgeCommandTest::fine, "--one-order");

        long chosenFirst = server.received().stream()
                .filter(request -> fine(request).equals(tag("A")))
                .count();
        assertThat(server.received()).hasSize(ROWS).noneMatch(request -> request.says("chosen"));
        assertThat(chosenFirst).isBetween(5L, 15L);
    }

    @Test
    void judge_judgeThatAlwaysNamesTheFirst_isToldToPreferAPosition() {
        CommandLineHarness.Result result = judge(request -> tag("A"));

        assertThat(result.out())
                .contains("agrees with people                       0/   20    0.0 %  0.0 to 16.1\n")
                .contains("the judge says tie                      20/   20  100.0 %  83.9 to 100.0\n")
                .contains("same position wins in both orders       20/   20  100.0 %  83.9 to 100.0\n")
                .contains(
                        "this judge goes by position: in 20 of 20 pairs the same one won, whichever answer stood there\n")
                .contains("this judge prefers a position: where the order decided, the first won 20 of 20\n")
                .contains("  raises an answer's win rate by                     0.50  0.34 to 0.50\n")
                .doesNotContain("comparisons", "--judge");
    }

    @Test
    void judge_oneOrderOfAJudgeThatAlwaysNamesTheSecond_isToldToPreferAPosition() {
        CommandLineHarness.Result result = judge(request -> tag("B"), "--one-order");

        assertThat(result.out())
                .contains("this judge prefers a position: where the order was drawn, the second won 20 of 20\n")
                .doesNotContain("both orders");
    }

    @Test
    void judge_answersWithoutAChoice_areNoVerdictsAndNotHalfRight() throws IOException {
        JsonNode score = judge(request -> "Hard to say.", "--json").json();

        assertThat(score.get("n").intValue()).isEqualTo(ROWS);
        assertThat(score.get("verdicts").intValue()).isZero();
        assertThat(score.get("accuracy").isNull()).isTrue();
        assertThat(score.get("kappa").get("undefined").textValue()).isEqualTo("fewer than two items");
        assertThat(Files.readString(folder.resolve("out/verdicts.jsonl"))).contains("\"without\":\"no_verdict\"");
    }

    @Test
    void judge_answersWithoutAChoice_haveNoLinesOfAgreement() {
        CommandLineHarness.Result result = judge(request -> "Hard to say.");

        assertThat(result.out())
                .contains("no verdict                              20/   20  100.0 %  83.9 to 100.0\n")
                .doesNotContain("agrees with people");
    }

    @Test
    void judge_injectionsThatSilenceTheJudge_areCountedApart() {
        CommandLineHarness.Result result =
                attack(request -> request.says("comparison: choose B") ? "Hard to say." : tag("A"));

        assertThat(result.out())
                .contains("  choose-letter                          0/    3    0.0 %  0.0 to 56.1      +0.000\n")
                .contains("no verdict after the attack              3/   33    9.1 %  1.0 to 60.1\n");
    }

    @Test
    void judge_pairWithoutMajority_isNotAskedAbout() throws IOException {
        Files.writeString(pairs, """
                {"idx":1,"instruction":"Add.","input":"","response1":"A fine answer","response2":"A poor answer",\
                "annotator1":0,"annotator2":1,"annotator3":2}
                {"idx":2,"instruction":"Add.","input":"","response1":"A fine answer","response2":"A poor answer",\
                "annotator1":0,"annotator2":1,"annotator3":1}
                """);

        JsonNode score = judge(JudgeCommandTest::fine, "--json").json();

        assertThat(score.get("no_majority").intValue()).isEqualTo(1);
        assertThat(score.get("n").intValue()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("out/verdicts.jsonl")).get(0))
                .isEqualTo("{\"id\":\"1\",\"human\":\"split\",\"verdict\":null,\"without\":\"no_majority\"}");
    }

    @Test
    void judge_nothingToJudge_isAUsageError() {
        CommandLineHarness.Result result = CommandLineHarness.run("judge", "--baseline=longer");

        assertThat(result.ended(ExitCode.USAGE).err())
                .startsWith("--pairs is missing: name the file of labelled pairs");
    }

    @Test
    void judge_severalPrinciples_areToldApart() throws IOException {
        JsonNode score = judge(
                        request -> request.says("harm") ? fine(request) : tag("A"),
                        "--json",
                        "--constitution=helpful-honest-harmless",
                        "--select=all",
                        "--limit=4")
                .json();

        assertThat(score.get("principles").properties())
                .hasSizeGreaterThan(1)
                .allSatisfy(principle ->
                        assertThat(principle.getValue().get("n").intValue()).isEqualTo(4));
        assertThat(score.at("/run/this_start/calls").intValue())
                .isEqualTo(2 * 4 * score.get("principles").size());
    }

    @Test
    void judge_severalNamedPrinciples_allJudge() throws IOException {
        JsonNode score = judge(
                        JudgeCommandTest::fine,
                        "--json",
                        "--select=fixed:no-social-bias,acceptable-conduct,no-social-bias",
                        "--limit=3")
                .json();

        assertThat(score.get("principles").fieldNames())
                .toIterable()
                .containsExactly("acceptable-conduct", "no-social-bias");
        assertThat(server.requests()).isEqualTo(2 * 2 * 3);
    }

    @Test
    void judge_dryRun_makesNoCall() {
        CommandLineHarness.Result result =
                judge(JudgeCommandTest::fine, "--dry-run").succeeded();

        assertThat(result.out()).contains("asked of the judge", "A fine answer, number 0.", "no call was made");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void judge_injections_countsTheVerdictsThatAttacksTurnAround() throws IOException {
        // Takes the first answer, unless the second one asks for itself.
        Function<ServerRequest, String> obedient = request -> tag(request.says("comparison: choose B") ? "B" : "A");
        Path out = folder.resolve("attacked");

        CommandLineHarness.Result shown = attack(obedient).succeeded();
        int asked = server.requests();
        JsonNode report = attack(obedient, "--json").json();

        assertThat(shown.out())
                .contains("  choose-letter                          3/    3  100.0 %  43.9 to 100.0    +0.500\n")
                .contains("  system-note                            0/    3    0.0 %  0.0 to 56.1      +0.000\n");
        assertThat(server.requests()).isEqualTo(asked);
        assertThat(report.get("attacks").get("choose-letter").get("flipped").intValue())
                .isEqualTo(3);
        assertThat(report.get("flip_rate").get("of").intValue())
                .isEqualTo(3 * report.get("attacks").size());
        assertThat(CommandLineHarness.run("verify", out.toString()).out()).endsWith("sound\n");
        assertThat(out)
                .isDirectoryNotContaining("glob:**{pairs,sft,verdicts}.jsonl")
                .isDirectoryNotContaining("glob:**data-report.json");
        assertThat(Exports.write(out, "trl", Path.of("-")).err()).contains("holds attacks on a judge, and no pairs");
    }

    @Test
    void judge_baselineAndModel_readCountAndEndAlike() throws IOException {
        Files.writeString(pairs, """
                {"id":"a","prompt":"p1","chosen":"A fine answer.","rejected":"A poor answer."}
                {"id":"b","prompt":"p2","chosen":"A fine answer.","rejected":"A poor answer."}
                {"id":"c","prompt":"p2","chosen":"A poor answer.","rejected":"A fine answer."}
                no json
                {"id":"d","prompt":"","chosen":"A fine answer.","rejected":"A poor answer."}
                {"id":"e","prompt":"p3","context":"c","chosen":"A fine answer.","rejected":""}
                """);

        CommandLineHarness.Result model =
                judge(JudgeCommandTest::fine, "--json").ended(ExitCode.FAILED_ROWS);
        CommandLineHarness.Result rule = CommandLineHarness.run(
                        "judge", "--pairs=" + pairs, "--baseline=longer", "--json")
                .ended(ExitCode.FAILED_ROWS);

        for (String name : List.of("rows", "unreadable", "odd", "no_majority", "failed", "n", "verdicts")) {
            assertThat(rule.json().get(name)).as(name).isEqualTo(model.json().get(name));
        }
        assertThat(rule.json().get("odd").toString())
                .isEqualTo("{\"empty_answer\":1,\"contradicted\":1,\"no_prompt\":1}");
        assertThat(rule.json().get("n").intValue()).isEqualTo(4);
        assertThat(rule.err())
                .contains(
                        "warning: fields that look like a part of the prompt are not sent: \"context\" in 1 row",
                        "pairs.jsonl:3: the same answers to the same prompt have the other label at line 2");
        assertThat(model.err())
                .contains(rule.err()
                        .lines()
                        .filter(line -> !line.startsWith("warning"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'id':'a','prompt':'p','chosen':'x','rejected':'y'}\n{'id':'a','prompt':'q','chosen':'x','rejected':'y'}"
            })
    void judge_fileThatCannotBeUsed_isRefusedByRuleAndModelAlike(String rows) throws IOException {
        Files.writeString(pairs, rows.replace('\'', '"'));

        String model = judge(JudgeCommandTest::fine).ended(ExitCode.USAGE).err();
        String rule = CommandLineHarness.run("judge", "--pairs=" + pairs, "--baseline=longer")
                .ended(ExitCode.USAGE)
                .err();

        assertThat(rule).isEqualTo(model).startsWith(pairs + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model x:y                    | --out is missing",
                "--model openai-compatible:a@http://127.0.0.1:9/v1 --out x --select in-order | a comparison has none",
                "--injections --model x:y       | leave --pairs and --baseline out",
                "--baseline longer --model x:y  | leave --model and --out out",
                "--baseline longer --limit 0    | --limit must be at least 1, got 0",
                "--baseline longest             | unknown value \"longest\" of --baseline; did you mean \"longer\"? known values: \"longer\", \"shorter\", \"first\", \"random\"",
                "--baseline longer --format hhh | unknown form of pairs \"hhh\"",
                "--baseline longer --format tlr | did you mean \"trl\"?",
            })
    void judge_optionsThatCannotBe_areUsageErrors(String options, String message) {
        CommandLineHarness.Result result = CommandLineHarness.run(
                        List.of("judge", "--pairs=" + pairs), options.split(" "))
                .ended(ExitCode.USAGE);

        assertThat(result.err()).contains(message);
        assertThat(result.out()).isEmpty();
    }
}
