package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {
    private static final int LINES = 57;

    @TempDir
    private Path directory;

    private final Configuration hadoop = new Configuration();

    private final List<String> lines = IntStream.range(0, LINES)
            .mapToObj(i -> i % 9 == 0 ? "" : "line " + "é".repeat(i) + i)
            .toList();

    private String slice(Slices slices, long slice, JobFolder folder, FileSystem files) throws IOException {
        try (var in = slices.open(slice, folder, files)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What a slice holds of the lines. */
    private String expected(int slice, int rows) {
        return lines.subList(slice * rows, Math.min(LINES, (slice + 1) * rows)).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void open_piecesCutAnywhere_slicesOfTheWhole() throws IOException {
        JobFolder folder = JobFolder.of(directory.toString(), hadoop);
        FileSystem files = folder.files(hadoop);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            List<Piece> pieces = new ArrayList<>();
            for (int from = 0, to; from < LINES; from = to) {
                to = Math.min(LINES, from + random.nextInt(20));
                pieces.add(Piece.write(
                        lines.subList(from, to).stream()
                                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                                .iterator(),
                        files,
                        folder.prompts()));
            }
            int rows = 1 + random.nextInt(30);
            Slices slices = Slices.of(new Slices(rows, pieces).toText());

            assertThat(slices.lines()).isEqualTo(LINES);
            for (int slice = 0; slice < slices.count(); slice++) {
                assertThat(slice(slices, slice, folder, files)).isEqualTo(expected(slice, rows));
            }
            assertThat(slices.count() * rows).isBetween((long) LINES, (long) LINES + rows - 1);
        }
    }

    @Test
    void keep_linesThatSparkComputes_readOnce_nothingElseLies() throws IOException {
        JobFolder folder = JobFolder.of(directory.toString(), hadoop);
        FileSystem files = folder.files(hadoop);
        Files.createDirectories(directory.resolve("prompts"));
        Files.writeString(directory.resolve("prompts/of-a-start-that-was-killed.jsonl"), "x");
        JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
        var read = spark.sc().longAccumulator();
        JavaRDD<byte[]> computed = spark.parallelize(lines, 4).map(line -> {
            read.add(1);
            return line.getBytes(StandardCharsets.UTF_8);
        });

        Slices kept = Slices.keep(computed, 10, folder, files, hadoop);

        assertThat(read.value()).isEqualTo(LINES);
        assertThat(kept).isEqualTo(Slices.in(folder, files));
        assertThat(kept.input()).isEqualTo(LinesHash.of(computed));
        assertThat(kept.pieces()).hasSize(4);
        for (int slice = 0; slice < kept.count(); slice++) {
            assertThat(slice(kept, slice, folder, files)).isEqualTo(expected(slice, 10));
        }
        try (Stream<Path> all = Files.list(directory.resolve("prompts"))) {
            assertThat(all).hasSize(2 * 4 + 1);
        }
    }
}
