package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HfAdditionTest {
    private static final String SHARE = "--test-share=0.3";

    @TempDir
    private Path folder;

    private Path hub;

    @BeforeEach
    void write() throws IOException {
        hub = folder.resolve("hub");
        Exports.write(run("first", 0, 30), "hf", hub, SHARE, "--license=apache-2.0")
                .succeeded();
    }

    /** A run of pairs to questions of their own. */
    private Path run(String name, int from, int to) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(StoredRows.question(rows.size(), "p" + i, "Question " + i + "?"));
        }
        return StoredRows.write(folder.resolve(name), rows);
    }

    private CommandLineHarness.Result add(Path run, String... more) {
        List<String> options = new ArrayList<>(List.of("--append"));
        options.addAll(List.of(more));
        if (options.stream().noneMatch(option -> option.startsWith("--test-share"))) {
            options.add(SHARE);
        }
        return Exports.write(run, "hf", hub, options.toArray(String[]::new));
    }

    private CommandLineHarness.Result verify() {
        return CommandLineHarness.run("verify", hub.toString());
    }

    private List<JsonNode> rows(String split) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (Path file : FileParts.of(hub.resolve("data").resolve(split + ".jsonl"))) {
            Files.readAllLines(file).forEach(line -> rows.add(Json.parse(line)));
        }
        return rows;
    }

    private Set<String> questions(String split) throws IOException {
        Set<String> questions = new TreeSet<>();
        rows(split).forEach(row -> questions.add(row.at("/prompt/0/content").asText()));
        return questions;
    }

    private String card() throws IOException {
        return Files.readString(hub.resolve("README.md"));
    }

    @Test
    void append_furtherRun_addsFilesAndChangesNoneButTheCard() throws IOException {
        Map<String, String> before = FolderBytes.of(hub);

        String said = add(run("second", 30, 50)).succeeded().out();

        Map<String, String> after = FolderBytes.of(hub);
        Set<String> added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        assertThat(added)
                .containsExactly(
                        "data-report-2.json",
                        "data/test_prefs-added-2.jsonl",
                        "data/test_sft-added-2.jsonl",
                        "data/train_prefs-added-2.jsonl",
                        "data/train_sft-added-2.jsonl",
                        "manifest-2.json");
        before.remove("README.md");
        assertThat(after).containsAllEntriesOf(before);
        assertThat(said).contains("train_prefs-added-2.jsonl");
        assertThat(rows("train_prefs").size() + rows("test_prefs").size()).isEqualTo(50);
        assertThat(rows("train_sft").size() + rows("test_sft").size()).isEqualTo(50);
        assertThat(verify().succeeded().out()).contains("100 rows", "2 exports", "sound");
    }

    @Test
    void append_card_namesOldAndNewFilesAndBothRuns() throws IOException {
        add(run("second", 30, 50)).succeeded();

        assertThat(card())
                .startsWith("---\nlicense: \"apache-2.0\"\n")
                .contains("""
                          - split: train_prefs
                            path:
                            - data/train_prefs.jsonl
                            - data/train_prefs-added-2.jsonl
                          - split: test_prefs
                            path:
                            - data/test_prefs.jsonl
                            - data/test_prefs-added-2.jsonl
                        """)
                .contains("| train_prefs | " + rows("train_prefs").size() + " | none |")
                .contains("## Run 2: house\n", "### What became of 20 prompts\n", "## What became of 30 prompts\n")
                .contains("| 1 | house | " + StoredRows.HOUSE.fingerprint()
                        + " | critic local:, generator local: | unknown |")
                .contains("| 2 | house | " + StoredRows.HOUSE.fingerprint())
                .containsOnlyOnce("## Marked as made by a model")
                .containsOnlyOnce("default: true")
                .containsOnlyOnce("dataset_info:");
        JsonNode manifest = Json.parse(Files.readString(hub.resolve("manifest-2.json")));
        assertThat(manifest.at("/follows/file").asText()).isEqualTo("manifest.json");
        assertThat(manifest.at("/follows/sha256").asText()).isEqualTo(Sha256.hex(hub.resolve("manifest.json")));
        assertThat(manifest.get("digital_source_type").asText()).endsWith("trainedAlgorithmicMedia");
        assertThat(manifest.at("/outputs/README.md").asText()).isEqualTo(Sha256.hex(hub.resolve("README.md")));
    }

    @Test
    void append_threeTimes_keepsOneTableOfRunsAndAPartForEach() throws IOException {
        add(run("second", 30, 50)).succeeded();
        add(run("third", 50, 60)).succeeded();

        assertThat(card())
                .containsOnlyOnce("## Runs\n")
                .containsOnlyOnce("## Run 2: house")
                .containsOnlyOnce("## Run 3: house")
                .containsSubsequence(
                        "## Runs\n", "| 3 | house |", "## Run 2:", "## Run 3:", "## Marked as", "## Limitations")
                .contains("    - data/train_sft-added-3.jsonl\n");
        assertThat(verify().succeeded().out()).contains("120 rows", "3 exports");
    }

    @Test
    void append_runThatHasGrown_addsWhatIsNewAndCountsTheRest() throws IOException {
        String said = add(run("grown", 0, 45)).succeeded().out();

        assertThat(said).contains("left out: in_folder: ");
        assertThat(questions("train_prefs").size() + questions("test_prefs").size())
                .isEqualTo(45);
        JsonNode report = Json.parse(Files.readString(hub.resolve("data-report-2.json")));
        assertThat(report.at("/dropped_by_gate/in_folder").asInt()).isEqualTo(30);
        assertThat(report.at("/kept").asInt()).isEqualTo(15);
        verify().succeeded();
    }

    @Test
    void append_rowsOfSeveralConversations_areCountedAsRows() throws IOException {
        List<OutcomeRecord> rows = StoredRows.revisions();
        hub = folder.resolve("several");
        Exports.write(StoredRows.write(folder.resolve("one"), rows), "hf", hub, "--test-share=0.000001")
                .succeeded();
        long lines = rows("train_sft").size();

        String said =
                add(folder.resolve("one"), "--test-share=0.000001").succeeded().out();

        assertThat(lines).isEqualTo(7);
        assertThat(said)
                .containsPattern(
                        "train_sft\\S* .*\\R.*left out: half of a character: 1\\R" + ".*left out: in_folder: 6\\R");
    }

    @Test
    void append_nothingNew_changesNoByte() throws IOException {
        Map<String, String> before = FolderBytes.of(hub);

        String said = add(run("again", 0, 30)).succeeded().out();

        assertThat(said).contains("nothing to add");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
    }

    @Test
    void append_otherAnswersUnderAnIdThatIsThere_areLeftOutAndCounted() throws IOException {
        List<OutcomeRecord> rows =
                List.of(StoredRows.question(0, "p3", "Something else?"), StoredRows.question(1, "p90", "Question 90?"));

        String said =
                add(StoredRows.write(folder.resolve("other"), rows)).succeeded().out();

        assertThat(said).contains("left out: id_in_folder: 1");
        assertThat(Files.readString(hub.resolve("data-report-2.json")))
                .contains("the folder holds another pair of this id");
        verify().succeeded();
    }

    @Test
    void append_withAnotherShare_leavesEveryPromptOnItsSide() throws IOException {
        Set<String> train = questions("train_prefs");
        Set<String> test = questions("test_prefs");
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) { // other answers to prompts that are there, in other letters, and further ones
            OutcomeRecord row = StoredRows.question(i, "q" + i, "QUESTION  " + i + "?");
            rows.add(new OutcomeRecord(
                    i, row.id(), row.kind(), row.detail(), row.json().replace("Perhaps.", "Yes.")));
        }

        add(StoredRows.write(folder.resolve("other"), rows), "--test-share=0.9").succeeded();

        Set<String> both = new HashSet<>();
        questions("train_prefs")
                .forEach(question -> both.add(question.toLowerCase(Locale.ROOT).replace("  ", " ")));
        for (String question : questions("test_prefs")) {
            assertThat(both).doesNotContain(question.toLowerCase(Locale.ROOT).replace("  ", " "));
        }
        train.forEach(question -> assertThat(both).contains(question.toLowerCase(Locale.ROOT)));
        test.forEach(question -> assertThat(both).doesNotContain(question.toLowerCase(Locale.ROOT)));
        verify().succeeded();
    }

    @Test
    void append_nearDuplicatesOfOldPairs_areLeftOut() throws IOException {
        String question = "Why does the sea taste of salt when the rivers that flow into it do not, number ";
        Path old = StoredRows.write(folder.resolve("old"), List.of(StoredRows.question(0, "sea", question + "one?")));
        add(old).succeeded();
        Path near = StoredRows.write(
                folder.resolve("near"),
                List.of(
                        StoredRows.question(0, "near", question + "one, then?"),
                        StoredRows.question(1, "far", "What is a tide?")));

        add(near, "--near-duplicates=0.6").succeeded();

        JsonNode report = Json.parse(Files.readString(hub.resolve("data-report-3.json")));
        assertThat(report.at("/kept").asInt()).isEqualTo(1);
        assertThat(report.at("/dropped/0/id").asText()).isEqualTo("near");
    }

    @Test
    void append_inParts_areReadAfterTheOldOnesAndFitNoPatternOfThese() throws IOException {
        Exports.write(folder.resolve("first"), "hf", hub, SHARE, "--part-size=4KB")
                .succeeded();
        int old = FileParts.of(hub.resolve("data/train_prefs.jsonl")).size();

        add(run("second", 30, 60), "--part-size=4KB").succeeded();

        assertThat(card())
                .contains("    - data/train_prefs-*-of-0000" + old + ".jsonl\n    - data/train_prefs-*-of-0000");
        assertThat(FileParts.of(hub.resolve("data/train_prefs.jsonl")))
                .hasSizeGreaterThan(old + 1)
                .allSatisfy(file -> assertThat(file).exists());
        assertThat(questions("train_prefs").size() + questions("test_prefs").size())
                .isEqualTo(60);
        verify().succeeded();
    }

    @Test
    void append_cardThatPeopleHaveEdited_keepsTheirWords() throws IOException {
        String edited = card().replace("tags:\n", "pretty_name: House pairs\ntags:\n- ours\n")
                .replace("## Biases\n", "## Thanks\nTo all who helped.\n\n## Biases\n");
        Files.writeString(hub.resolve("README.md"), edited);
        assertThat(verify().succeeded().out()).contains("README.md: has been changed since it was written");

        add(run("second", 30, 50)).succeeded();

        assertThat(card())
                .contains("pretty_name: House pairs\n", "- ours\n", "## Thanks\nTo all who helped.\n", "## Run 2");
        assertThat(verify().succeeded().out()).doesNotContain("has been changed");
    }

    @Test
    void append_cardThatEndsInItsFirstTable_countsThere() throws IOException {
        String card = card();
        int end = card.indexOf("|\n\n", card.indexOf("| split | rows | left out |")) + 1;
        Files.writeString(hub.resolve("README.md"), card.substring(0, end));

        add(run("second", 30, 50)).succeeded();

        assertThat(card())
                .contains(
                        "| train_prefs | " + rows("train_prefs").size() + " | none |", "## Runs\n", "## Run 2: house");
        verify().succeeded();
    }

    @Test
    void append_cardWhoseFirstTableIsGone_leavesThoseOfRunsAsTheyAre() throws IOException {
        add(run("second", 30, 50)).succeeded();
        String card = card();
        int start = card.indexOf("| split | rows | left out |");
        Files.writeString(
                hub.resolve("README.md"), card.substring(0, start) + card.substring(card.indexOf("|\n\n", start) + 2));
        assertThat(verify().succeeded().out()).contains("has been changed");
        String part = card.substring(card.indexOf("## Run 2:"), card.indexOf("## Marked as"));

        add(run("third", 50, 60)).succeeded();

        assertThat(card()).contains(part);
        verify().succeeded();
    }

    @Test
    void append_headThatPeopleHaveEdited_keepsTheirComments() throws IOException {
        String edited = card().replace("language:\n- \"en\"\n", "")
                .replace("source_datasets:\n", "# Where it is from.\n\nsource_datasets:\n")
                .replace("configs:\n", "configs:\n# pairs\n")
                .replace("dataset_info:\n", "# Types.\ndataset_info:\n")
                .replace(
                        "- config_name: \"sft\"\n  data_files",
                        "# conversations\n\n- config_name: \"sft\"\n  data_files");
        Files.writeString(hub.resolve("README.md"), edited);

        add(run("second", 30, 50)).succeeded();

        assertThat(card())
                .contains(
                        "- n<1K\n# Where it is from.\n\nsource_datasets:\n",
                        ".jsonl\n# Types.\ndataset_info:\n",
                        "language:\n- \"en\"\n")
                .doesNotContain("- \"\"", "# pairs")
                .containsOnlyOnce("default: true");
        verify().succeeded();
    }

    @Test
    void export_ofAnAdditionToACardWithLineEndsOfWindows_isAsToAnyOther() throws IOException {
        Files.writeString(hub.resolve("README.md"), card().replace("\n", "\r\n"));

        add(run("second", 30, 50)).succeeded();
        add(run("third", 50, 60)).succeeded();

        assertThat(card()).containsOnlyOnce("<!-- runs -->").doesNotContain("\r");
        verify().succeeded();
    }

    @ParameterizedTest
    @CsvSource({"README.md,# A library", "manifest.json,{}", "manifest.json,no JSON"})
    void export_overSomebodysOwnFile_isRefused(String name, String content) throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve(name), content);

        assertThat(Exports.write(folder.resolve("first"), "hf", own)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(own.resolve(name) + ": was written by no export");
        assertThat(FolderBytes.of(own)).containsOnlyKeys(name);
        assertThat(own.resolve(name)).hasContent(content);
    }

    @Test
    void export_withoutAppendOntoSeveralExports_isRefused() throws IOException {
        add(run("second", 30, 50)).succeeded();
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(Exports.write(folder.resolve("first"), "hf", hub)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("holds the rows of several exports", "--append");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
    }

    @Test
    void export_ontoSeveralExportsWhoseFirstManifestIsLost_isRefusedAndTheLossNamed() throws IOException {
        add(run("second", 30, 50)).succeeded();
        Files.delete(hub.resolve("manifest.json"));
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(Exports.write(folder.resolve("first"), "hf", hub)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("holds the rows of several exports");
        assertThat(add(run("third", 50, 60)).ended(ExitCode.USAGE).err()).contains("manifest.json: is missing");
        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains("manifest.json: is missing");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
    }

    /** A run that was asked otherwise. */
    private Path other() throws IOException {
        return StoredRows.write(
                folder.resolve("other"),
                List.of(StoredRows.question(0, "q", "Something else?")),
                Map.of("generator", "local:", "critic", "openai:other"));
    }

    @Test
    void export_ontoAnotherRunsExport_isRefusedUnlessItIsMeant() throws IOException {
        Path other = other();
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(Exports.write(other, "hf", hub, SHARE).ended(ExitCode.USAGE).err())
                .contains("holds the export of another run", "--append", "another folder", "--force");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);

        Exports.write(other, "hf", hub, SHARE, "--force").succeeded();
        Path alone = folder.resolve("alone");
        Exports.write(other, "hf", alone, SHARE).succeeded();
        assertThat(FolderBytes.of(hub)).isEqualTo(FolderBytes.of(alone));
    }

    @ParameterizedTest
    @CsvSource({"max-tokens,true", "temperature,false"})
    void export_ontoTheRunsOwnExport_isTheSameAfterARetryWithMoreTokens(String setting, boolean isTheSame)
            throws IOException {
        Path manifest = hub.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"settings\" : {", "\"settings\" : {\n    \"" + setting + "\" : \"9\","));

        Exports.write(folder.resolve("first"), "hf", hub, SHARE).ended(isTheSame ? ExitCode.COMPLETE : ExitCode.USAGE);
    }

    @Test
    void export_ontoACardThatPeopleHaveEdited_isRefusedUnlessItIsMeant() throws IOException {
        String card = card();
        Files.writeString(hub.resolve("README.md"), card + "\nWords of a person.\n");
        Path data = hub.resolve("data/train_sft.jsonl");
        String rows = Files.readString(data);
        Files.writeString(data, "damaged");

        assertThat(Exports.write(other(), "hf", hub, SHARE)
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("README.md: has been changed since it was written", "the export of another run");
        assertThat(Exports.write(folder.resolve("first"), "hf", hub, SHARE, "--license=apache-2.0")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("README.md: has been changed since it was written")
                .doesNotContain("another run");
        Exports.write(folder.resolve("first"), "hf", hub, SHARE, "--license=apache-2.0", "--force")
                .succeeded();
        assertThat(card()).isEqualTo(card);
        assertThat(data).hasContent(rows);
    }

    @Test
    void export_endedBeforeItsCardWasInPlace_isEndedByTheSameCommand() throws IOException {
        Map<String, String> whole = FolderBytes.of(hub);
        Path card = hub.resolve("README.md");
        Files.move(card, hub.resolve("README.md.partial"));
        Files.writeString(hub.resolve(FolderLock.BEGUN), "1\n");
        verify().ended(ExitCode.PARTIAL);

        Exports.write(folder.resolve("first"), "hf", hub, SHARE, "--license=apache-2.0")
                .succeeded();
        assertThat(FolderBytes.of(hub)).isEqualTo(whole);

        Files.delete(card);
        Files.delete(hub.resolve("manifest.json"));
        Files.writeString(hub.resolve(FolderLock.BEGUN), "1\n");
        Exports.write(other(), "hf", hub, SHARE).succeeded();
        verify().succeeded();
    }

    @Test
    void export_forceOfNothingToReplace_isRefused() {
        assertThat(add(folder.resolve("first"), "--force").ended(ExitCode.USAGE).err())
                .contains("--append replaces nothing that --force could");
        assertThat(Exports.write(folder.resolve("first"), "trl", folder.resolve("p.jsonl"), "--force", "--append")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--force is for hf", "--append is for hf");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void append_lastManifestIsLost_isRefusedAndNoRowIsTakenAway(boolean isOfAnAddition) throws IOException {
        if (isOfAnAddition) {
            add(run("second", 30, 50)).succeeded();
        }
        String lost = isOfAnAddition ? "manifest-2.json" : "manifest.json";
        String data = isOfAnAddition ? "train_prefs-added-2.jsonl" : "train_prefs.jsonl";
        Files.delete(hub.resolve(lost));
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(verify().ended(ExitCode.CORRUPT).out())
                .contains(
                        data + ": the manifest that names it, " + lost + ", is missing",
                        "restore",
                        "if it was uploaded")
                .doesNotContain("did not come to its end", "set data_files");
        assertThat(add(run("third", 50, 60)).ended(ExitCode.USAGE).err())
                .contains(data + ": the manifest that names it, " + lost + ", is missing");
        if (!isOfAnAddition) {
            assertThat(Exports.write(folder.resolve("first"), "hf", hub, SHARE)
                            .ended(ExitCode.USAGE)
                            .err())
                    .containsOnlyOnce("--force replaces none of these files; move them away, or all of data/");
        }
        assertThat(Exports.write(folder.resolve("first"), "hf", hub, SHARE, "--force")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains(data + ": the manifest that names it, " + lost + ", is missing")
                .containsOnlyOnce("--force replaces none of these files");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
    }

    @Test
    void append_dataFileOfSomebodysOwn_isRefusedAndLeft() throws IOException {
        Path own = Files.writeString(hub.resolve("data/train_prefs-00000-of-00001.jsonl"), "{}\n");

        assertThat(add(run("second", 30, 50)).ended(ExitCode.USAGE).err())
                .contains(own + ": no manifest names it", "move it away");
        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains(own + ": no manifest names it");
        assertThat(own).hasContent("{}");
    }

    @Test
    void export_whileAnotherAdds_isRefused() throws IOException {
        try (FolderLock other = FolderLock.take(hub)) {
            assertThat(other).isNotNull();
            assertThat(Exports.write(folder.resolve("first"), "hf", hub)
                            .ended(ExitCode.USAGE)
                            .err())
                    .contains("another export is writing to it");
        }
        Exports.write(folder.resolve("first"), "hf", hub).succeeded();
        assertThat(hub.resolve(FolderLock.NAME)).doesNotExist();
    }

    @Test
    void export_conversationsOntoPairsAndAKilledAddition_leavesNothingOfThese() throws IOException {
        Files.writeString(hub.resolve("data-report-2.json"), "{}");
        Files.writeString(hub.resolve("data/train_sft-added-2.jsonl"), "{}");
        Files.writeString(hub.resolve(FolderLock.BEGUN), "2\n");

        Exports.write(talks("one", "?"), "hf", hub, SHARE, "--force").succeeded();

        assertThat(FolderBytes.of(hub).keySet())
                .containsExactlyInAnyOrder("README.md", "manifest.json", "data/train_sft.jsonl", "data/test_sft.jsonl");
        assertThat(verify().succeeded().out()).contains("12 rows", "sound");
    }

    @Test
    void append_rowsThatNoFileCanHold_areToldAsThat() throws IOException {
        OutcomeRecord half = StoredRows.question(0, "half", "Question of half?");
        Path run = StoredRows.write(
                folder.resolve("half"),
                List.of(new OutcomeRecord(
                        0, half.id(), half.kind(), half.detail(), half.json().replace("of half", "of \\ud83d half"))));
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(add(run).succeeded().out())
                .contains("nothing to add, as no row can be written", "left out: half of a character: 1")
                .doesNotContain("already");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);

        hub = folder.resolve("new");
        assertThat(Exports.write(run, "hf", hub, SHARE).succeeded().out()).contains("left out: half of a character: 1");
        assertThat(card()).contains("_prefs | 0 | half of a character 1 |");
    }

    @Test
    void append_toNothing_isRefused() throws IOException {
        hub = folder.resolve("none");

        assertThat(add(folder.resolve("first")).ended(ExitCode.USAGE).err())
                .contains("none: holds no data set", "without --append");
        assertThat(hub).doesNotExist();
    }

    @Test
    void append_anotherLicence_isRefused() throws IOException {
        assertThat(add(run("second", 30, 50), "--license=mit")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("says license apache-2.0", "to have mit");
    }

    @Test
    void append_otherColumns_isRefused() throws IOException {
        Files.writeString(hub.resolve("README.md"), card().replace("  - name: \"source\"\n    dtype: string\n", ""));

        assertThat(add(run("second", 30, 50)).ended(ExitCode.USAGE).err())
                .contains("the columns of prefs are others than those of the rows: \"source\" is in the rows alone;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/train_prefs.jsonl", "data/test_sft.jsonl", "data-report.json"})
    void append_damagedFolder_isRefusedWithEveryFault(String damaged) throws IOException {
        Files.writeString(hub.resolve(damaged), "\n", StandardOpenOption.APPEND);
        Files.delete(hub.resolve("data/train_sft.jsonl"));
        Map<String, String> before = FolderBytes.of(hub);

        assertThat(add(run("second", 30, 50)).ended(ExitCode.USAGE).err())
                .contains(damaged + ": is not what its manifest says", "train_sft.jsonl: is missing");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains(damaged + ": is not what its manifest says");
    }

    @Test
    void append_manifestOfAnotherFolder_isRefused() throws IOException {
        add(run("second", 30, 50)).succeeded();
        Files.writeString(hub.resolve("manifest.json"), "\n", StandardOpenOption.APPEND);

        assertThat(add(run("third", 50, 60)).ended(ExitCode.USAGE).err())
                .contains("manifest.json: is not the one that manifest-2.json follows");
        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains("not the one that manifest-2.json follows");
    }

    @Test
    void append_cardThatNamesOtherFiles_isRefused() throws IOException {
        Files.writeString(hub.resolve("README.md"), card().replace("data/test_prefs.jsonl", "data/more.jsonl"));

        assertThat(add(run("second", 30, 50)).ended(ExitCode.USAGE).err())
                .contains("its configurations read", "data/more.jsonl", "data/test_prefs.jsonl");
        verify().ended(ExitCode.CORRUPT);
    }

    @Test
    void append_whileAnotherAdds_isRefused() throws IOException {
        Path second = run("second", 30, 50);
        try (FolderLock other = FolderLock.take(hub)) {
            assertThat(other).isNotNull();
            assertThat(add(second).ended(ExitCode.USAGE).err()).contains("another export is writing to it");
        }
        add(second).succeeded();
        assertThat(hub.resolve(FolderLock.NAME)).doesNotExist();
    }

    @Test
    void append_conversationsToPairs_isRefusedAndToConversationsAdded() throws IOException {
        Map<String, String> speaker = Map.of("speaker", "local:");
        Path talks = StoredRows.write(folder.resolve("talks"), StoredRows.introspections(), speaker);
        assertThat(add(talks).ended(ExitCode.USAGE).err()).contains("holds pairs, and the run has the other");

        hub = folder.resolve("talked");
        Exports.write(talks, "hf", hub).succeeded();
        Map<String, String> before = FolderBytes.of(hub);
        assertThat(add(talks).succeeded().out()).contains("nothing to add");
        assertThat(FolderBytes.of(hub)).isEqualTo(before);
        List<OutcomeRecord> others = new ArrayList<>();
        for (OutcomeRecord row : StoredRows.introspections()) {
            String json = row.json().replace("Hello", "Good day").replace("Who are you?", "What are you?");
            others.add(new OutcomeRecord(row.row(), row.id(), row.kind(), row.detail(), json));
        }

        add(StoredRows.write(folder.resolve("others"), others, speaker)).succeeded();

        assertThat(card())
                .contains("## Run 2: house\nMade as for character training", "    - data/train_sft-added-2.jsonl\n");
        assertThat(verify().succeeded().out()).contains("4 rows", "2 exports");
    }

    /** Talks of several turns that begin with these. */
    private Path talks(String name, String more) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            OutcomeRecord talk = StoredRows.introspections().get(1);
            String json = talk.json().replace("Hello.", "Hello " + i + ".").replace("what now?", "what now" + more);
            rows.add(new OutcomeRecord(i, name + i, talk.kind(), talk.detail(), json));
        }
        return StoredRows.write(folder.resolve(name), rows, Map.of("speaker", "local:"));
    }

    private Set<String> openings(String split) throws IOException {
        Set<String> openings = new TreeSet<>();
        rows(split).forEach(row -> openings.add(row.at("/messages/1/content").asText()));
        return openings;
    }

    @Test
    void append_talksOfPromptsThatAreThere_leavesThemOnTheirSide() throws IOException {
        hub = folder.resolve("talked");
        Exports.write(talks("one", "?"), "hf", hub, "--test-share=0.05").succeeded();
        Set<String> train = openings("train_sft");

        add(talks("two", ", you?"), "--test-share=0.9").succeeded();

        assertThat(rows("train_sft").size()).isEqualTo(2 * train.size()).isGreaterThan(12);
        assertThat(openings("train_sft")).isEqualTo(train).noneMatch(Set.copyOf(openings("test_sft"))::contains);
        assertThat(verify().succeeded().out()).contains("24 rows", "2 exports");
    }

    @Test
    void verify_talksOfOnePromptOnBothSides_areFound() throws IOException {
        hub = folder.resolve("talked");
        Exports.write(talks("one", "?"), "hf", hub, "--test-share=0.3").succeeded();
        String talk = Files.readAllLines(hub.resolve("data/test_sft.jsonl")).get(0);

        append("data/train_sft.jsonl", talk.replace("what now?", "what then?"));

        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains("test_sft.jsonl:1: has a prompt of the train side");
    }

    /** Puts a row behind the others, and what the manifest says of the file right. */
    private void append(String file, String row) throws IOException {
        Path data = hub.resolve(file);
        String hash = Sha256.hex(data);
        Files.writeString(data, row + "\n", StandardOpenOption.APPEND);
        Path manifest = hub.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace(hash, Sha256.hex(data)));
    }

    @Test
    void append_ofAnotherForm_isRefused() throws IOException {
        assertThat(Exports.write(folder.resolve("first"), "trl", folder.resolve("p.jsonl"), "--append")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--append is for hf");
    }

    @Test
    void verify_rowOnBothSides_isFound() throws IOException {
        String row = Files.readAllLines(hub.resolve("data/test_prefs.jsonl")).get(0);

        append("data/train_prefs.jsonl", row.replaceFirst("\"p", "\"r"));

        assertThat(verify().ended(ExitCode.CORRUPT).out())
                .contains("test_prefs.jsonl:1: has a prompt of the train side", "is a pair that an earlier row is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# Pairs\n", "---\nconfigs: [\n---\n# Pairs\n"})
    void verify_cardThatCannotBeRead_isNamedWithAllOtherDamage(String card) throws IOException {
        Files.writeString(hub.resolve("README.md"), card);
        Files.writeString(hub.resolve("data/train_prefs.jsonl"), "{\n", StandardOpenOption.APPEND);

        assertThat(verify().ended(ExitCode.CORRUPT).out())
                .contains("README.md:", "train_prefs.jsonl: is not what its manifest says", ": is no JSON");
    }

    @Test
    void verify_json_saysTheSameToScripts() throws IOException {
        JsonNode json = Json.parse(CommandLineHarness.run("verify", hub.toString(), "--json")
                .succeeded()
                .out());

        assertThat(json.get("status").asText()).isEqualTo("complete");
        assertThat(json.get("exports").asInt()).isEqualTo(1);
        assertThat(json.get("rows").asInt()).isEqualTo(60);
        assertThat(json.get("findings")).isEmpty();
    }
}
