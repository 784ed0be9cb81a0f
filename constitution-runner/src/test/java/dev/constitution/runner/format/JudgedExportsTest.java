package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import dev.constitution.runner.testing.RunFolder;
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

/** What whole runs with a judge hand on: every form holds their pairs, and scores follow from the probability. */
class JudgedExportsTest {
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(new NumberedAnswers());

    private Path run;

    @BeforeEach
    void name() {
        run = folder.resolve("run");
    }

    private void run(String... method) throws IOException {
        Path prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, ROWS);
        CommandLineHarness.run(
                        List.of(
                                "run",
                                "--prompts=" + prompts,
                                "--out=" + run,
                                "--model=" + server.model(),
                                "--judge-by=votes",
                                "--quiet"),
                        method)
                .succeeded();
        CommandLineHarness.requireSound(run, ROWS, ROWS);
    }

    private List<JsonNode> exported(String form) throws IOException {
        Path file = folder.resolve(form + Exports.ending(form));
        Exports.writeForm(run, form, file).succeeded();
        return form.equals("icai") ? List.of() : JsonLines.read(file);
    }

    @ParameterizedTest
    @CsvSource({"--method=rl-cai,--samples=3,comparison", "--confirm,--rounds=1,revision"})
    void export_realRun_scoresAndMarginsFollowFromTheProbability(String method, String more, String source)
            throws IOException {
        run(method, more);

        List<JsonNode> pairs = exported("native");
        List<JsonNode> rewards = exported("trl-reward");
        List<JsonNode> openRlhf = exported("openrlhf");
        List<JsonNode> rated = exported("distilabel");
        assertThat(pairs).hasSizeBetween(2, ROWS);
        assertThat(Files.readAllLines(run.resolve("pairs.jsonl"))).hasSameSizeAs(pairs);
        assertThat(rewards).hasSameSizeAs(pairs);
        assertThat(openRlhf).hasSameSizeAs(pairs);
        assertThat(rated).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            JsonNode pair = pairs.get(i);
            double p = pair.get("probability").doubleValue();
            assertThat(p).isGreaterThan(0.5).isLessThanOrEqualTo(1);
            assertThat(pair.get("source").textValue()).isEqualTo(source);
            assertThat(pair.get("score_chosen").doubleValue()).isEqualTo(p);
            assertThat(pair.get("score_rejected").doubleValue()).isCloseTo(1 - p, within(1e-15));
            assertThat(rewards.get(i).get("margin").doubleValue()).isCloseTo(2 * p - 1, within(1e-15));
            assertThat(openRlhf.get(i).get("margin").doubleValue()).isCloseTo(2 * p - 1, within(1e-15));
            assertThat(rated.get(i).get("chosen_rating").doubleValue()).isEqualTo(p);
            assertThat(rated.get(i).get("chosen").get(1))
                    .isEqualTo(pair.get("chosen").get(0));
        }
        assertThat(pairs.stream().map(pair -> pair.get("probability")).distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void export_comparisons_everyFormHoldsThePairsThatItCanHold() throws IOException {
        run("--method=rl-cai");
        int pairs = exported("native").size();

        for (String form : ExportCatalog.names()) {
            int records = exported(form).size();
            assertThat(records)
                    .as(form)
                    .isEqualTo(
                            switch (form) {
                                case "icai", "llm-swarm" -> 0; // read as a table; has no place for comparisons
                                case "trl-unpaired", "ms-swift-kto" -> 2 * pairs;
                                default -> pairs;
                            });
        }
        assertThat(Files.readAllLines(folder.resolve("icai.csv"))).hasSize(1 + pairs);
    }

    @Test
    void export_verdictsOnLabelledPairs_isRefusedWithTheirFile() throws IOException {
        Path pairs = Files.writeString(
                folder.resolve("labelled.jsonl"),
                JsonLines.of("prompt", "One?", "chosen", "Answer 2", "rejected", "Answer 1"));
        CommandLineHarness.run(
                        "judge", "--pairs=" + pairs, "--out=" + run, "--model=" + server.model(), "--judge-by=votes")
                .succeeded();

        CommandLineHarness.Result result =
                Exports.write(run, "trl", folder.resolve("x.jsonl")).ended(ExitCode.USAGE);

        assertThat(result.err())
                .contains("no pairs of its own", run.resolve("verdicts.jsonl").toString());
        assertThat(folder.resolve("x.jsonl")).doesNotExist();
    }
}
