package dev.constitution.runner.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePartsTest {
    @TempDir
    private Path folder;

    private Path touch(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name + "\n");
    }

    @Test
    void names_ofSeveral_areThoseOfTheHub() {
        assertThat(FileParts.names(Path.of("data/train.jsonl"), 12))
                .startsWith(Path.of("data/train-00000-of-00012.jsonl"), Path.of("data/train-00001-of-00012.jsonl"))
                .endsWith(Path.of("data/train-00011-of-00012.jsonl"));
        assertThat(FileParts.names(Path.of("train.parquet"), 1)).containsExactly(Path.of("train.parquet"));
    }

    @Test
    void pattern_ofParts_fitsThemAndThoseOfNoOtherCount() {
        assertThat(FileParts.pattern(FileParts.names(Path.of("data/train.jsonl"), 3)))
                .isEqualTo("train-*-of-00003.jsonl");
        assertThat(FileParts.pattern(List.of(Path.of("data/train.jsonl")))).isEqualTo("train.jsonl");
    }

    @Test
    void of_fileInParts_givesThemInOrderAndNothingElse() throws IOException {
        Path one = touch("train-00001-of-00002.jsonl");
        Path zero = touch("train-00000-of-00002.jsonl");
        touch("train-00000-of-00002.jsonl.partial");
        touch("train-00002.jsonl");
        touch("my-train-00000-of-00003.jsonl");
        touch("train-00000-of-00003.parquet");
        touch("train-00000-of-00003.jsonl.gz");

        assertThat(FileParts.of(folder.resolve("train.jsonl"))).containsExactly(zero, one);
        assertThat(FileParts.of(one)).containsExactly(one);
        assertThat(FileParts.of(folder.resolve("train.jsonl.gz"))).containsExactly(folder.resolve("train.jsonl.gz"));
    }

    @Test
    void of_fileThatIsThereAsAWhole_givesItAlone() throws IOException {
        Path whole = touch("train.jsonl");
        touch("train-00000-of-00001.jsonl");

        assertThat(FileParts.of(whole)).containsExactly(whole);
    }

    @Test
    void of_partsWithAGap_saysWhichAreMissing() throws IOException {
        touch("train-00001-of-00004.parquet");
        touch("train-00002-of-00004.parquet");

        assertThatThrownBy(() -> FileParts.of(folder.resolve("train.parquet")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("train.parquet: ")
                .hasMessageContaining("train-00000-of-00004.parquet, train-00003-of-00004.parquet");
    }

    @Test
    void of_additionThatDidNotComeToItsEnd_isNoPart() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path first = Files.writeString(data.resolve("train.jsonl"), "1\n");
        Path second = Files.writeString(data.resolve("train-added-2.jsonl"), "2\n");
        Files.writeString(data.resolve("train-00001-of-00003-added-3.jsonl"), "3\n");
        touch("manifest.json");
        assertThat(FileParts.of(first)).containsExactly(first);

        touch("manifest-2.json");

        assertThat(FileParts.of(first)).containsExactly(first, second);
    }

    @Test
    void of_partsOfTwoWholes_areNotMixed() throws IOException {
        touch("train-00000-of-00001.jsonl");
        touch("train-00000-of-00002.jsonl");
        touch("train-00001-of-00002.jsonl");

        assertThatThrownBy(() -> FileParts.of(folder.resolve("train.jsonl")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("of 1 and of 2 parts");
    }
}
