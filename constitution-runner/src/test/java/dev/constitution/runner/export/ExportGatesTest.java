package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.FileStamp;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs that a data set already has, in exports and in the files of a run. */
class ExportGatesTest {
    private static final String LONG = "How do I tell a neighbour, whom I like and who likes to sing at night, that the"
            + " walls of our house are thin and that I have to get up at five in the morning every day";

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path run;

    @BeforeEach
    void write() throws IOException {
        List<String> questions = List.of("Why?", "How?", "Why?", LONG + "?", "How?", "why?", LONG + " now?");
        run = StoredRows.write(folder.resolve("run"), StoredRows.questions(questions.size(), questions::get));
    }

    private CommandLineHarness.Result export(String format, String to, String... more) {
        return Exports.write(run, format, folder.resolve(to), more);
    }

    private JsonNode report(String name) throws IOException {
        return Json.parse(Files.readString(folder.resolve(name)));
    }

    private List<String> ids(String name) throws IOException {
        return JsonLines.read(folder.resolve(name)).stream()
                .map(line -> line.path("id").asText())
                .toList();
    }

    @Test
    void export_duplicates_leavesThemOutAndSaysWhich() throws IOException {
        CommandLineHarness.Result result = export("native", "out.jsonl").succeeded();

        assertThat(ids("out.jsonl")).containsExactly("p0", "p1", "p3", "p5", "p6");
        assertThat(result.out()).contains("5 lines\n  left out: duplicate: 2\n");
        JsonNode report = report("out-report.json");
        assertThat(report.get("dropped_by_gate").toString()).isEqualTo("{\"duplicate\":2}");
        assertThat(report.get("dropped").findValuesAsText("id")).containsExactly("p2", "p4");
        assertThat(report.get("kept").intValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trl", "sft", "openai", "distilabel", "nemo-rl"})
    void export_anyFormat_leavesTheSameRowsOut(String format) throws IOException {
        export(format, "one.jsonl");
        export(format, "two.jsonl");

        assertThat(Files.readAllLines(folder.resolve("one.jsonl"))).hasSize(5);
        assertThat(folder.resolve("one.jsonl")).hasSameBinaryContentAs(folder.resolve("two.jsonl"));
        assertThat(folder.resolve("one-report.json")).hasSameBinaryContentAs(folder.resolve("two-report.json"));
    }

    @Test
    void export_nearDuplicates_areLeftOutOnDemand() throws IOException {
        CommandLineHarness.Result result = export("native", "out.jsonl", "--near-duplicates=0.8");

        assertThat(ids("out.jsonl")).containsExactly("p0", "p1", "p3");
        assertThat(result.out()).contains("  left out: duplicate: 2\n  left out: near_duplicate: 2\n");
        assertThat(export("native", "out.jsonl", "--near-duplicates=8").err()).contains("must be in (0, 1], got 8.0");
    }

    @Test
    void export_refusalsByAField_countsThemByItsValues() throws IOException {
        export("native", "out.jsonl", "--refusals-by=call");

        assertThat(report("out-report.json").get("refusals").fieldNames())
                .toIterable()
                .containsExactly("metadata is not a call");
    }

    @Test
    void export_folder_countsNoDroppedRowInAnyOfItsFiles() throws IOException {
        export("hf", "hf", "--test-share=0.000001");

        String card = Files.readString(folder.resolve("hf/README.md"));
        assertThat(card)
                .contains("| pairs | 5 |", "| pairs by revision | 5 |", "| kind | 5 | Be kind. |")
                .contains("| train_prefs | 5 | duplicate 2 |");
        assertThat(report("hf/data-report.json").get("kept").intValue()).isEqualTo(5);
        assertThat(report("hf/manifest.json").get("outputs").has("data-report.json"))
                .isTrue();
    }

    @Test
    void export_overTheRunsReport_isRefused() {
        assertThat(export("native", "run/data.jsonl").err())
                .contains("data-report.json: is a file of a run itself; name another");
    }

    @Test
    void run_equalPromptsAndAnswers_writesThePairOnce() throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                JsonLines.of("prompt", "A?")
                        + JsonLines.of("prompt", "B?")
                        + JsonLines.of("id", "again", "prompt", "A?"));
        Path out = folder.resolve("out");
        List<String> command = List.of(
                "run", "--prompts=" + prompts, "--out=" + out, "--model=" + server.model(), "--select=in-order");

        assertThat(CommandLineHarness.run(command).out())
                .startsWith("3 rows: 3 pairs")
                .contains("pairs.jsonl 2 lines\n  left out: duplicate: 1\n");
        CommandLineHarness.requireSound(out, 3, 3);
        Files.writeString(out.resolve("data-report.json"), "{}");
        assertThat(CommandLineHarness.run("verify", out.toString()).out())
                .contains("data-report.json: is not what the store");
        CommandLineHarness.run(command).succeeded();
        assertThat(report("out/data-report.json").get("dropped").findValuesAsText("id"))
                .containsExactly("again");
        CommandLineHarness.requireSound(out, 3, 3);
    }

    @Test
    void repair_filesThatTheProgramOfBeforeWroteOtherwise_areWrittenAgainByTheRunsCommand() throws IOException {
        Path prompts = Files.writeString(folder.resolve("p.jsonl"), JsonLines.of("prompt", "A?"));
        Path out = folder.resolve("out");
        List<String> command = List.of("run", "--prompts=" + prompts, "--out=" + out, "--model=" + server.model());
        CommandLineHarness.run(command).succeeded();
        Path pairs = out.resolve("pairs.jsonl");
        String before = Files.readString(pairs);
        Files.writeString(pairs, before.replace("prompt", "asked"));
        try (RunStore store = RunStore.openExisting(out)) {
            ObjectNode note = (ObjectNode)
                    Json.MAPPER.readTree(store.meta(WrittenFiles.META).orElseThrow());
            ((ObjectNode) note.get("stamps")).set("pairs.jsonl", Json.MAPPER.valueToTree(FileStamp.of(pairs)));
            store.writer().meta(WrittenFiles.META, note.toString());
        }
        CommandLineHarness.run(command).succeeded();

        assertThat(CommandLineHarness.run("verify", out.toString())
                        .ended(ExitCode.CORRUPT)
                        .out())
                .contains(
                        "pairs.jsonl:1: is not what the store gives",
                        "with --repair: the run's command writes it again");
        assertThat(CommandLineHarness.run("verify", out.toString(), "--repair")
                        .ended(ExitCode.PARTIAL)
                        .out())
                .contains("pairs.jsonl: is behind the store; the run's command writes it again");
        CommandLineHarness.run(command).succeeded();

        assertThat(pairs).hasContent(before);
        CommandLineHarness.requireSound(out, 1, 1);
    }

    @Test
    void export_ofARunThatHasToldOfItsPairs_isAsIfTheyWereLookedAtAgain() throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                JsonLines.of("prompt", "A?")
                        + JsonLines.of("prompt", "B?")
                        + JsonLines.of("id", "again", "prompt", "A?"));
        run = folder.resolve("out");
        CommandLineHarness.run(List.of(
                        "run",
                        "--prompts=" + prompts,
                        "--out=" + run,
                        "--model=" + server.model(),
                        "--select=in-order"))
                .succeeded();
        CommandLineHarness.Result told = export("trl", "told.jsonl", "--test-share=0.5");
        Files.delete(run.resolve("data-report.json"));
        CommandLineHarness.Result looked = export("trl", "looked.jsonl", "--test-share=0.5");

        assertThat(told.out())
                .contains("left out: duplicate: 1")
                .isEqualTo(looked.out().replace("looked", "told"));
        for (String name : List.of("-report.json", "-train.jsonl", "-test.jsonl")) {
            assertThat(folder.resolve("told" + name)).hasSameBinaryContentAs(folder.resolve("looked" + name));
        }
    }
}
