package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.Comparison;
import dev.constitution.testing.LetterModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of runs with four answers to a prompt, of which a judge likes the longer-hashed one better, in both orders. */
class EveryComparisonTest {
    private static final int ROWS = 20;
    private static final int ANSWERS = 4;
    private static final int COMPARISONS = 6;
    private static final String BAD = "on and on ".repeat(30).strip();

    @TempDir
    private Path folder;

    @BeforeEach
    void run() throws Exception {
        run("out", Map.of());
    }

    /** How good an answer is, from 0 to 1; what repeats itself is in the middle. */
    private static double quality(String answer) {
        return answer.equals(BAD) ? 0.5 : Math.floorMod(answer.hashCode(), 1000) / 1000.0;
    }

    private void run(String out, Map<String, String> gates) throws Exception {
        EchoModel model = new EchoModel().answering(text -> Math.floorMod(text.hashCode(), 5) == 0 ? BAD : text);
        LetterModel letters =
                new LetterModel(true, shown -> 1 / (1 + Math.exp(8 * (quality(shown.b()) - quality(shown.a())))));
        Comparison stage = Comparison.builder()
                .model(model)
                .judge(new ConstitutionalJudge(
                        ModelJudge.builder().model(letters).build().inBothOrders(),
                        RunFolder.KIND,
                        PrincipleSelector.all(),
                        0.1))
                .samples(ANSWERS)
                .seed(7)
                .build();
        var result = new RunFolder(folder, out, ROWS)
                .run(stage, 1)
                .settings(new RunSettings(new TreeMap<>(gates)))
                .constitution(RunFolder.KIND)
                .build()
                .execute();
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
    }

    private List<JsonNode> export(String out, String format, String... more) throws IOException {
        Path file = folder.resolve(out + "-" + format + more.length + ".jsonl");
        CommandLineHarness.run(
                        List.of("export", folder.resolve(out).toString(), "--format=" + format, "--to=" + file), more)
                .succeeded();
        return JsonLines.read(file);
    }

    private static String answer(JsonNode pair, String side) {
        JsonNode turns = pair.get(side);
        return turns.get(turns.size() - 1).get("content").textValue();
    }

    @Test
    void export_everyComparison_writesTheRowsPairFirstAndAllInOneOrder() throws Exception {
        List<JsonNode> best = export("out", "trl");
        List<JsonNode> all = export("out", "trl", "--every-comparison");

        assertThat(all).hasSizeBetween(3 * ROWS, COMPARISONS * ROWS).containsAll(best);
        int own = 0;
        for (int i = 0; i < all.size(); i++) {
            JsonNode pair = all.get(i);
            assertThat(quality(answer(pair, "chosen"))).isGreaterThan(quality(answer(pair, "rejected")));
            if (i == 0 || !pair.get("prompt").equals(all.get(i - 1).get("prompt"))) {
                assertThat(pair).as("the first of a prompt").isEqualTo(best.get(own));
                own++;
            }
        }
        assertThat(own).isEqualTo(ROWS);
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void export_everyComparison_hasTheMarginOfItsOwnVerdict() throws Exception {
        for (JsonNode pair : export("out", "trl-reward", "--every-comparison")) {
            double lead = quality(answer(pair, "chosen")) - quality(answer(pair, "rejected"));
            assertThat(pair.get("margin").doubleValue()).isCloseTo(2 / (1 + Math.exp(-8 * lead)) - 1, within(1e-6));
        }
    }

    @Test
    void export_everyComparisonOfAGatedRun_holdsOtherAnswersAgainstTheGates() throws Exception {
        run("gated", Map.of("gate.repetition", "0.3"));
        List<JsonNode> free = export("out", "trl", "--every-comparison");
        List<JsonNode> gated = export("gated", "trl", "--every-comparison");
        List<JsonNode> own = export("gated", "trl");

        assertThat(free.stream().filter(EveryComparisonTest::isBad)).hasSizeGreaterThan(ROWS / 2);
        assertThat(gated.stream().filter(EveryComparisonTest::isBad))
                .containsExactlyElementsOf(
                        own.stream().filter(EveryComparisonTest::isBad).toList());
        assertThat(gated).hasSizeLessThan(free.size()).isSubsetOf(free);
    }

    private static boolean isBad(JsonNode pair) {
        return answer(pair, "chosen").equals(BAD) || answer(pair, "rejected").equals(BAD);
    }

    @Test
    void export_everyComparisonTwice_isTheSameBytes() throws Exception {
        for (String name : List.of("a", "b")) {
            CommandLineHarness.run(
                            "export",
                            folder.resolve("out").toString(),
                            "--format=openrlhf",
                            "--to=" + folder.resolve(name + ".jsonl"),
                            "--every-comparison")
                    .succeeded();
        }

        assertThat(folder.resolve("a.jsonl")).hasSameBinaryContentAs(folder.resolve("b.jsonl"));
        assertThat(Files.size(folder.resolve("a.jsonl"))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sft", "trl-unpaired", "verl-rl", "llm-swarm", "hf"})
    void export_everyComparisonOfAnotherForm_isRefused(String format) {
        CommandLineHarness.Result refused = CommandLineHarness.run(
                "export",
                folder.resolve("out").toString(),
                "--format=" + format,
                "--to=" + folder.resolve("x"),
                "--every-comparison");

        assertThat(refused.ended(ExitCode.USAGE).err())
                .contains("--every-comparison is for forms with two answers a record");
    }
}
