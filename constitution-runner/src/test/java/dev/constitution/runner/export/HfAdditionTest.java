package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows that are added to a data set folder. */
class HfAdditionTest extends HfFolderFixture {
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
    void append_talksOfPromptsThatAreThere_leavesThemOnTheirSide() throws IOException {
        hub = folder.resolve("talked");
        Exports.write(talks("one", "?"), "hf", hub, "--test-share=0.05").succeeded();
        Set<String> train = openings("train_sft");

        add(talks("two", ", you?"), "--test-share=0.9").succeeded();

        assertThat(rows("train_sft").size()).isEqualTo(2 * train.size()).isGreaterThan(12);
        assertThat(openings("train_sft")).isEqualTo(train).noneMatch(Set.copyOf(openings("test_sft"))::contains);
        assertThat(verify().succeeded().out()).contains("24 rows", "2 exports");
    }
}
