package dev.constitution.runner.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the table of trainers says was run to the readers in {@code benchmarks/readers}, which run it again. */
class ReadersTest {
    private static final Path READERS = Path.of("..", "benchmarks", "readers");

    private static Stream<Trainer> run() {
        return Trainers.all().stream().filter(Trainer::isRun);
    }

    @ParameterizedTest
    @MethodSource("run")
    void trainer_thatWasRun_isReadByItsVersionFromEveryFileThatItTakes(Trainer trainer) throws IOException {
        String code = letters(trainer.version());
        List<String> reader = Files.readAllLines(readerOf(code));

        assertThat(words(reader, "# forms: "))
                .containsAll(trainer.takes().stream()
                        .map(kind -> switch (kind) {
                            case JSONL, FOLDER -> trainer.name();
                            case GZ, PARQUET -> trainer.name() + kind.label();
                        })
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("run")
    void trainer_thatReadsImages_isReadByItsVersionWithImagesToo(Trainer trainer) throws IOException {
        List<String> reader = Files.readAllLines(readerOf(letters(trainer.version())));

        assertThat(words(reader, "# images: ").contains(trainer.name()))
                .isEqualTo(trainer.commandWithImages().isPresent());
    }

    private static Path readerOf(String code) throws IOException {
        try (Stream<Path> files = Files.list(READERS)) {
            List<Path> readers = files.filter(
                            file -> file.getFileName().toString().endsWith("_reader.py"))
                    .filter(file -> codes(file).contains(code))
                    .toList();
            assertThat(readers).as("readers with " + code).hasSize(1);
            return readers.get(0);
        }
    }

    private static List<String> codes(Path reader) {
        try {
            return words(Files.readAllLines(reader), "# code: ").stream()
                    .map(ReadersTest::letters)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(List<String> lines, String head) {
        return lines.stream()
                .filter(line -> line.startsWith(head))
                .flatMap(line -> Arrays.stream(line.substring(head.length()).split(" ")))
                .toList();
    }

    /** {@code LLaMA-Factory 0.9.5} is {@code llamafactory==0.9.5} to pip. */
    private static String letters(String version) {
        return version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }
}
