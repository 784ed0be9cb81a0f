package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Additions that are refused, and what {@code verify} finds in a data set folder. */
class HfDamageTest extends HfFolderFixture {
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

    @Test
    void verify_talksOfOnePromptOnBothSides_areFound() throws IOException {
        hub = folder.resolve("talked");
        Exports.write(talks("one", "?"), "hf", hub, "--test-share=0.3").succeeded();
        String talk = Files.readAllLines(hub.resolve("data/test_sft.jsonl")).get(0);

        append("data/train_sft.jsonl", talk.replace("what now?", "what then?"));

        assertThat(verify().ended(ExitCode.CORRUPT).out()).contains("test_sft.jsonl:1: has a prompt of the train side");
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
