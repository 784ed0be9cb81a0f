package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.FolderBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A data set folder that is exported anew: what may be replaced, and what may not be lost by it. */
class HfReplacementTest extends HfFolderFixture {
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
}
