package dev.constitution.runner.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.Tampering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelCommandTest {
    private static final int PROMPTS = 6;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private ScriptedExperiment experiment;

    @BeforeEach
    void makeExperiment() throws IOException {
        experiment = new ScriptedExperiment(folder, PROMPTS, server).done();
    }

    private CommandLineHarness.Result label(String command, String... more) {
        return CommandLineHarness.run(List.of("label", command, experiment.out().toString()), more);
    }

    private CommandLineHarness.Result imported(String lines) throws IOException {
        return label(
                "import",
                Files.writeString(folder.resolve("labels.jsonl"), lines).toString());
    }

    /** Ann labels all prompts, Bob all but the last. The judge prefers told on all but the last. */
    private String labelsOfTwo() throws IOException {
        StringBuilder lines = new StringBuilder();
        List<String> ann = List.of("b", "b", "b", "b", "a", "tie");
        List<String> bob = List.of("b", "b", "b", "a", "a");
        for (int i = 0; i < PROMPTS; i++) {
            lines.append(experiment.line("p" + (i + 1), ann.get(i), "Ann", "told"));
        }
        for (int i = 0; i < bob.size(); i++) {
            lines.append(experiment.line("p" + (i + 1), bob.get(i), "Bob", "plain"));
        }
        return lines.toString();
    }

    @Test
    void import_labelsOfTwoPeople_areKeptApartAndTheirFiguresFollowFromThem() throws IOException {
        assertThat(imported(labelsOfTwo()).succeeded().err()).contains("11 labels added, 0 changed, 0 known already");

        JsonNode status = label("status", "--json").succeeded().json();

        assertThat(status.path("labels").intValue()).isEqualTo(11);
        assertThat(status.path("prompts").intValue()).isEqualTo(PROMPTS);
        JsonNode ann = status.path("labellers").path(0);
        assertThat(ann.path("name").textValue()).isEqualTo("Ann");
        assertThat(List.of(
                        ann.path("a").intValue(),
                        ann.path("b").intValue(),
                        ann.path("ties").intValue()))
                .containsExactly(1, 4, 1);
        assertThat(ann.at("/chose_first/value").doubleValue()).isEqualTo(0.8);
        assertThat(status.at("/labellers/1/chose_first/value").doubleValue()).isEqualTo(0.4);
        // With the judge: Ann on 4 of 6 prompts; Bob on 3 of 5; both together by prompt 3 × 1, 0.5, 0 and 0.
        assertThat(ann.at("/judge/raw/value").doubleValue()).isEqualTo(0.666667);
        assertThat(status.at("/labellers/1/judge/raw/value").doubleValue()).isEqualTo(0.6);
        assertThat(status.at("/judge/raw/value").doubleValue()).isEqualTo(0.583333);
        assertThat(status.at("/judge/raw/n").intValue()).isEqualTo(PROMPTS);
        // With each other: on 4 of the 5 that both labelled, by Wilson; one label is missing, so alpha.
        JsonNode people = status.path("people");
        assertThat(people.at("/raw/method").textValue()).isEqualTo("Wilson score");
        assertThat(people.at("/raw/value").doubleValue()).isEqualTo(0.8);
        assertThat(people.at("/raw/low").doubleValue()).isCloseTo(0.375535, within(1e-5));
        assertThat(people.at("/raw/high").doubleValue()).isCloseTo(0.963776, within(1e-6));
        assertThat(people.at("/beyond_chance/method").textValue()).isEqualTo("Krippendorff's alpha");
        // 10 labels in pairs, 7 b and 3 a; 2 coincidences that disagree: 1 - 9 × 2 / (2 × 7 × 3).
        assertThat(people.at("/beyond_chance/value").doubleValue()).isCloseTo(1 - 18.0 / 42, within(1e-6));
        // Plain against told: by prompt 0 0 0 .5 1 .5.
        assertThat(status.at("/sides/0/rate/value").doubleValue()).isEqualTo(0.333333);
        assertThat(label("status").succeeded().out())
                .contains("11 labels by 2 people on 6 prompts")
                .contains("people agree with each other")
                .contains("people prefer plain to told");
    }

    @Test
    void status_nothingMissingOfTwo_isKappa() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= PROMPTS; i++) {
            lines.append(experiment.line("p" + i, i <= 3 ? "a" : "b", "Ann", "told"))
                    .append(experiment.line("p" + i, i <= 2 ? "a" : "b", "Bob", "told"));
        }
        imported(lines.toString()).succeeded();

        JsonNode agreement = label("status", "--json").json().at("/people/beyond_chance");

        assertThat(agreement.path("method").textValue()).isEqualTo("Cohen's kappa");
        // Observed 5/6; by chance 1/2 × 1/3 + 1/2 × 2/3 = 1/2.
        assertThat(agreement.path("value").doubleValue()).isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void status_noLabels_saysSoAndMakesNoNumberUp() {
        assertThat(label("status").succeeded().out()).startsWith("0 labels by 0 people on 0 prompts");
        assertThat(label("status", "--json").json().has("people")).isFalse();
    }

    @Test
    void import_again_doublesNothingAndALaterWordCounts() throws IOException {
        imported(labelsOfTwo()).succeeded();
        assertThat(imported(labelsOfTwo()).succeeded().err()).contains("0 labels added, 0 changed, 11 known already");

        String later = experiment.line("p1", "a", "Ann", "told").replace("2026-01-31", "2026-02-01");
        String earlier = experiment.line("p2", "a", "Ann", "told").replace("2026-01-31", "2025-02-01");
        assertThat(imported(later + earlier).succeeded().err()).contains("0 labels added, 1 changed, 1 known already");

        assertThat(label("export").succeeded().out().lines())
                .hasSize(11)
                .filteredOn(line -> line.contains("\"id\":\"p1\"") && line.contains("Ann"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"choice\":\"a\""));
    }

    @Test
    void import_sidesInTheOtherOrder_meansTheSame() throws IOException {
        String swapped = experiment
                .line("p1", "a", "Ann", "told")
                .replace("\"a\":\"plain\",\"b\":\"told\"", "\"a\":\"told\",\"b\":\"plain\"");

        imported(swapped).succeeded();

        assertThat(label("export").out()).contains("\"a\":\"plain\",\"b\":\"told\",\"choice\":\"b\"");
    }

    @Test
    void import_faultyLines_namesAllWithTheirPlacesAndTakesNone() throws IOException {
        String good = experiment.line("p1", "a", "Ann", "told");
        String lines = good
                + "{\"run\": 3}\n"
                + "no json\n"
                + experiment.line("p9", "a", "Ann", "told")
                + good.replace("plain", "cai")
                + experiment.line("p2", "better", "Ann", "told")
                + good.replace(experiment.identity(), "0123456789abcdef")
                + good.replace("12:00:00.000Z", "noon")
                + experiment.line("p2", "a", "Ann\\u0007", "told");

        String err = imported(lines).ended(ExitCode.USAGE).err();

        assertThat(err)
                .contains("labels.jsonl:2: \"run\" must be a text")
                .contains("labels.jsonl:2: \"id\" is missing")
                .contains("labels.jsonl:3: the row is not JSON")
                .contains("labels.jsonl:6: unknown choice \"better\"")
                .contains("labels.jsonl:8: \"at\" must be a time")
                .contains("labels.jsonl:9: a labeller's name")
                .contains("labels.jsonl:4: no row of the run has the id \"p9\"")
                .contains("labels.jsonl:5: row \"p1\" has no two different answers of cai and told")
                .contains("labels.jsonl:7: is a label of run 0123456789abcdef, the folder's run is "
                        + experiment.identity())
                .contains("nothing was imported");
        assertThat(label("export").out()).isEmpty();
    }

    @Test
    void export_readBack_givesTheSameStore() throws IOException {
        imported(labelsOfTwo()).succeeded();
        Path file = folder.resolve("mine.jsonl");

        label("export", "--out=" + file).succeeded();

        assertThat(Files.readAllLines(file)).hasSize(11);
        assertThat(label("import", file.toString()).succeeded().err()).contains("0 labels added, 0 changed, 11 known");
    }

    private CommandLineHarness.Result exported(String form, String file) {
        return label("export", "--format=" + form, "--out=" + folder.resolve(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            verl-sft      | x.jsonl      | cannot open such a file; name a file ending in .parquet
            tinker-cookbook | p.jsonl.gz | cannot open such a file; name a file ending in .jsonl
            mlx-lm        | x.jsonl      | reads a folder; name one of its files train.jsonl, valid.jsonl, test.jsonl
            trl           | x.csv        | trl holds more than a table can; name a .jsonl file
            icai          | x.jsonl      | icai is a CSV table; name a .csv file
            trl           | _p.jsonl     | readers pass over names that begin with _ or a point
            """)
    void export_fileThatTheFormsReaderCannotOpen_isRefusedAndNotWritten(String form, String file, String said)
            throws IOException {
        imported(labelsOfTwo()).succeeded();

        assertThat(exported(form, file).ended(ExitCode.USAGE).err()).contains(file + ": ", said);
        assertThat(folder.resolve(file)).doesNotExist();
    }

    @Test
    void export_fileWithSeveralFaults_saysAllOfThem() throws IOException {
        imported(labelsOfTwo()).succeeded();

        assertThat(exported("tinker-cookbook", ".p.csv.gz")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("begin with _ or a point", "more than a table can", "(tinker-cookbook 0.6.1) cannot open");
    }

    @Test
    void export_filesOfTrainers_areWrittenAsTheirEndingsSayWithWhatBelongsBeside() throws IOException {
        imported(labelsOfTwo()).succeeded();

        assertThat(exported("trl", "p.jsonl.gz").succeeded().err())
                .contains("load_dataset(\"json\", data_files=\"" + folder.resolve("p.jsonl.gz"));
        exported("llama-factory", "f.jsonl").succeeded();
        exported("icai", "t.csv").succeeded();
        exported("mlx-lm", "train.jsonl").succeeded();

        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("p.jsonl.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(10)
                    .allSatisfy(
                            line -> assertThat(Json.parse(line).has("chosen")).isTrue());
        }
        assertThat(folder.resolve("dataset_info.json")).content().contains("\"f.jsonl\"");
        assertThat(folder.resolve("t.csv")).content().startsWith("text_a,text_b,preferred_text,input\n");
        assertThat(Files.readAllLines(folder.resolve("train.jsonl"))).hasSize(10);
    }

    @Test
    void export_asPairs_areAPersonsWithTheirNames() throws IOException {
        String corrected = experiment
                .line("p2", "b", "Ann", "told")
                .replace("\"shown_first\"", "\"correction\":\"Better still.\",\"shown_first\"");
        imported(experiment.line("p1", "a", "Ann", "told") + corrected + experiment.line("p3", "tie", "Ann", "told"))
                .succeeded();

        List<JsonNode> pairs = label("export", "--format=native")
                .succeeded()
                .out()
                .lines()
                .map(Json::parse)
                .toList();

        assertThat(pairs).hasSize(3).allSatisfy(pair -> {
            assertThat(pair.path("source").textValue()).isEqualTo("person");
            assertThat(pair.path("labeller").textValue()).isEqualTo("Ann");
            assertThat(pair.at("/sides/a").textValue()).isEqualTo("plain");
        });
        assertThat(pairs.get(0).at("/chosen/0/content").textValue()).isEqualTo("A blunt answer to: Question 1.");
        assertThat(pairs.get(0).at("/rejected/0/content").textValue()).isEqualTo("A kind answer to: Question 1.");
        assertThat(pairs.get(1).at("/chosen/0/content").textValue()).isEqualTo("A kind answer to: Question 2.");
        assertThat(pairs.get(2).at("/chosen/0/content").textValue()).isEqualTo("Better still.");
        assertThat(pairs.get(2).at("/rejected/0/content").textValue()).isEqualTo("A kind answer to: Question 2.");
        assertThat(pairs.get(2).path("correction").booleanValue()).isTrue();
        assertThat(label("export", "--format=trl").succeeded().out().lines())
                .hasSize(3)
                .first()
                .satisfies(line -> assertThat(Json.parse(line).has("chosen")).isTrue());
        assertThat(label("export", "--format=trrl").ended(ExitCode.USAGE).err()).contains("did you mean \"trl\"");
        assertThat(label("export", "--out=" + experiment.out().resolve("run.db"))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("is a file of a run itself");
    }

    @Test
    void status_armsThatAnswerAnew_areNotLabelledYet() throws IOException {
        imported(labelsOfTwo()).succeeded();
        Path mine = folder.resolve("mine.jsonl");
        label("export", "--out=" + mine).succeeded();
        Path file = experiment.file();
        Files.writeString(
                file, Files.readString(file).replace("answers: instruct}", "answers: instruct, constitution: asimov}"));
        server.answering(request -> dev.constitution.runner.testing.Completion.of(
                        request.says("response-A-") ? "<verdict>A</verdict>" : "Quite another answer.")
                .sent());
        CommandLineHarness.run("experiment", file.toString(), "--out=" + experiment.out())
                .succeeded();

        assertThat(label("status").succeeded().out())
                .contains("0 labels by 0 people")
                .contains("not counted: 11 labels of answers that have been made anew since");
        assertThat(label("import", mine.toString()).ended(ExitCode.USAGE).err())
                .contains(
                        "mine.jsonl:11: the answers of plain and told to \"p6\" are no longer those that were labelled");
        assertThat(label("import", folder.resolve("labels.jsonl").toString())
                        .succeeded()
                        .err())
                .as("a page's file does not say which answers it showed")
                .contains("0 changed");
    }

    @Test
    void verify_labelTamperedWith_isNamedAndSetAside() throws Exception {
        imported(labelsOfTwo()).succeeded();
        CommandLineHarness.requireSound(experiment.out(), PROMPTS, PROMPTS);
        Tampering.sql(experiment.out(), "UPDATE label SET choice = 'a' WHERE prompt = 'p3' AND labeller = 'Bob'");

        CommandLineHarness.Result verified =
                CommandLineHarness.run("verify", experiment.out().toString()).ended(ExitCode.CORRUPT);

        assertThat(verified.out()).contains("the label record of row 3 is damaged");
        assertThat(label("status").ended(ExitCode.CORRUPT).err()).contains("label record of row 3");
        CommandLineHarness.run("verify", experiment.out().toString(), "--repair");
        assertThat(label("status").succeeded().out()).contains("10 labels by 2 people");
        CommandLineHarness.requireSound(experiment.out(), PROMPTS, PROMPTS);
    }
}
