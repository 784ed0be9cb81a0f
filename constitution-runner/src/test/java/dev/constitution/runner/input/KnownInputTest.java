package dev.constitution.runner.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.FileStamp;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownInputTest {
    private static final String ROWS = """
            {"id": "a", "prompt": "Why?"}
            {"id": "b", "prompt": "Who?"}
            {"id": "c", "prompt": "How?", "context": "of a boat"}
            """;

    @TempDir
    private Path folder;

    private Path given;
    private Path kept;
    private PromptSource source;
    private InputScan scan;
    private KnownInput known;

    @BeforeEach
    void scan() throws IOException {
        given = Files.writeString(folder.resolve("p.jsonl"), ROWS);
        kept = Files.writeString(folder.resolve("prompts"), ROWS);
        source = PromptSource.of(given);
        scan = new InputFile(source).scan();
        known = KnownInput.parse(KnownInput.of(source, kept, scan).orElseThrow().toJson());
    }

    @Test
    void scanOf_sameBytes_isWhatReadingThemFound() throws IOException {
        assertThat(scan.notes().leftOut()).containsKey("context");
        assertThat(known.scanOf(source, kept)).contains(scan);
    }

    @Test
    void scanOf_rowThatCouldNotBeRead_isUnknown() throws IOException {
        Files.writeString(given, ROWS + "{\"prompt\": \"What?\", \"image\": \"late.png\"}\n");
        Files.copy(given, kept, StandardCopyOption.REPLACE_EXISTING);
        InputScan bad = new InputFile(source).scan();
        assertThat(bad.badRows()).isOne();
        Files.write(folder.resolve("late.png"), TinyImages.png(1));

        assertThat(KnownInput.of(source, kept, bad).orElseThrow().scanOf(source, kept))
                .isEmpty();
    }

    @Test
    void scanOf_rowThatNoFileMakesAPrompt_isKnown() throws IOException {
        Files.writeString(given, ROWS + "{\"prompt\": 7}\n{\"prompt\": \"<image><image>\", \"image\": \"late.png\"}\n");
        Files.copy(given, kept, StandardCopyOption.REPLACE_EXISTING);
        InputScan bad = new InputFile(source).scan();
        assertThat(bad.badRows()).isEqualTo(2);

        assertThat(KnownInput.parse(
                                KnownInput.of(source, kept, bad).orElseThrow().toJson())
                        .scanOf(source, kept))
                .contains(bad);
    }

    @Test
    void scanOf_oneByteOfWhatIsGivenIsAnother_isUnknown() throws IOException {
        Files.writeString(given, ROWS.replace("Why", "Who"));

        assertThat(known.scanOf(source, kept)).isEmpty();
    }

    @Test
    void scanOf_oneByteOfBothIsAnother_isUnknown() throws IOException {
        Files.writeString(given, ROWS.replace("Why", "Who"));
        Files.writeString(kept, ROWS.replace("Why", "Who"));

        assertThat(known.scanOf(source, kept)).isEmpty();
    }

    @Test
    void scanOf_readOtherwise_isUnknown() throws IOException {
        assertThat(known.scanOf(source.withPromptField("context"), kept)).isEmpty();
        assertThat(new KnownInput("another version", known.source(), known.kept(), scan).scanOf(source, kept))
                .isEmpty();
    }

    @Test
    void scanOf_oneFileIsGone_isUnknown() throws IOException {
        Files.delete(given);
        assertThat(known.scanOf(source, kept)).isEmpty();
        Files.writeString(given, ROWS);
        Files.delete(kept);
        assertThat(known.scanOf(source, kept)).isEmpty();
    }

    @Test
    void of_copyThatIsNotWhatWasScanned_isEmpty() throws IOException {
        Files.writeString(kept, ROWS + " ");

        assertThat(KnownInput.of(source, kept, scan)).isEqualTo(Optional.empty());
        assertThat(FileStamp.of(kept)).isNotEqualTo(known.kept());
    }
}
