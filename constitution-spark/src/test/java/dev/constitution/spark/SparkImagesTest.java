package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that show images: looked for by executors, kept in the run's folder, and the runner's to the byte. */
class SparkImagesTest {
    private static final byte[] RED = TinyImages.png(0xFF0000);
    private static final byte[] BLUE = TinyImages.png(0x0000FF);
    private static final int CALLS_A_ROW = 3;
    private static final int AT_ONCE = 2;
    private static final String KEPT = "out/images/" + Sha256.hex(RED) + ".png";

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void images() throws IOException {
        Files.write(folder.resolve("red one.png"), RED);
        Files.write(folder.resolve("blue.png"), BLUE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String shown(String image) {
        return "{\"prompt\":\"<image>\\nWhat is it?\",\"images\":[\"" + image + "\"]}";
    }

    /** Over two slices: relative and whole paths, an address, bytes, equal rows, two images of one row, and texts alone. */
    private Path prompts() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                shown("red one.png"),
                shown("blue.png"),
                shown(folder.resolve("red one.png").toUri().toString()),
                shown("https://pictures.test/a.png"),
                shown("data:image/png;base64," + TinyImages.base64(RED)),
                "{\"id\":\"two\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"image\":\"blue.png\"},"
                        + "{\"type\":\"text\",\"text\":\"Compare\"},{\"type\":\"image\",\"image\":\"red one.png\"}]}]}",
                shown("gone.png")));
        for (int i = 0; i < 7; i++) {
            lines.add("{\"prompt\":\"Question " + i + "?\"}");
        }
        lines.add(shown("blue.png"));
        return Files.write(folder.resolve("prompts.jsonl"), lines);
    }

    private List<String> words(Path prompts, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run", "--prompts=" + prompts, "--rounds=1", "--concurrency=" + AT_ONCE, "--model=" + server.model()));
        words.addAll(List.of(more));
        return words;
    }

    private SparkResult spark(List<String> words) throws IOException {
        return SparkRun.of(spark, words.toArray(String[]::new))
                .out(folder.resolve("out").toString())
                .execute();
    }

    /** The outcomes of the rows that failed, as they are stored. */
    private static List<String> failed(SparkResult result) {
        return result.outcomes().where("kind = 'failed'").orderBy("row").select("outcome").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out/images"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void execute_rowsWithImages_filesOfTheRunner_eachImageKeptOnce() throws IOException {
        List<String> words = words(prompts());
        SparkResult result = spark(words);
        int calls = server.requests();
        Path runner = RunnerPairs.run(folder.resolve("runner"), words);

        assertThat(result.rows()).containsOnly(Map.entry("pair", 14L), Map.entry("failed", 1L));
        for (String file : List.of("pairs.jsonl", "sft.jsonl")) {
            assertThat(RunnerPairs.parts(folder.resolve("out").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(runner.resolve(file)))
                    .contains("\"images/" + Sha256.hex(RED) + ".png\"", "https://pictures.test/a.png");
        }
        assertThat(server.requests()).isEqualTo(2 * calls);
        assertThat(server.received().subList(0, calls))
                .anyMatch(request -> request.says(TinyImages.base64(RED)))
                .noneMatch(request -> request.says("images/"));
        assertThat(kept())
                .containsExactlyInAnyOrder(
                        Sha256.hex(RED) + ".png",
                        Sha256.hex(BLUE) + ".png",
                        "part-00000000.jsonl",
                        "part-00000001.jsonl");
        assertThat(result.leftOut()).containsExactly(Map.entry("images", 7L));
        assertThat(result.outcomes().where("kind = 'failed'").first().<String>getAs("outcome"))
                .contains("gone.png", "is no file; it was looked for as file:" + folder + "/gone.png");
    }

    @Test
    void execute_goesOn_withoutTheFilesThatItWasGiven_noCallAgain() throws IOException {
        AtomicInteger good = new AtomicInteger();
        server.answering(request ->
                good.incrementAndGet() <= 10 ? request.ownAnswer() : ServerAnswer.error(401, "the key was withdrawn"));
        List<String> words = words(prompts());
        assertThatThrownBy(() -> spark(words)).isInstanceOf(RunStopException.class);

        Files.delete(folder.resolve("red one.png"));
        Files.write(folder.resolve("blue.png"), RED);
        Files.write(folder.resolve("gone.png"), RED);
        server.answering(request -> request.ownAnswer());
        assertThat(spark(words).rows()).containsOnly(Map.entry("pair", 14L), Map.entry("failed", 1L));
        assertThat(server.answers()).isEqualTo(14 * CALLS_A_ROW);
        assertThat(kept()).contains(Sha256.hex(BLUE) + ".png");
    }

    @Test
    void execute_keptImageThatIsAnother_neverSent_takenAgainWhenItIsRemoved() throws IOException {
        server.answering(request -> ServerAnswer.error(401, "no such key"));
        List<String> words = words(prompts());
        assertThatThrownBy(() -> spark(words)).isInstanceOf(RunStopException.class);

        Files.write(folder.resolve(KEPT), BLUE);
        server.answering(request -> request.ownAnswer());
        assertThatThrownBy(() -> spark(words))
                .isInstanceOf(RunStopException.class)
                .hasMessageContaining(KEPT + ": an image of the run is missing or is another one")
                .extracting(stop -> ((RunStopException) stop).stop().code().number())
                .isEqualTo(7);

        Files.delete(folder.resolve(KEPT));
        assertThat(spark(words).rows()).containsEntry("pair", 14L);
        assertThat(folder.resolve(KEPT)).hasBinaryContent(RED);
        // What is in flight when a start ends may be answered after the next one has read what it has.
        assertThat(server.answers()).isBetween(14 * CALLS_A_ROW, 14 * CALLS_A_ROW + AT_ONCE);
    }

    @Test
    void execute_modelThatCannotBeShown_refusedBeforeACall_folderStaysFree() throws IOException {
        Path prompts = prompts();
        assertThatThrownBy(() -> spark(words(prompts, "--critic=local:")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(prompts + ": 7 rows with images, which the critic (local:) cannot be shown");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void execute_interaction_refusedBeforeACall() throws IOException {
        Path prompts = prompts();
        List<String> words = words(prompts, "--method=interaction", "--turns=5");
        words.remove("--rounds=1");
        assertThatThrownBy(() -> spark(words))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("7 rows with images, which the other side of an interaction cannot have said");
        assertThat(server.requests()).isZero();
    }

    @Test
    void execute_placesOfManyKinds_readOrFailTheirRowAlone() throws IOException {
        List<String> lines = List.of(
                shown("file:blue.png"),
                shown("FILE:red%20one.png"),
                shown("file:"),
                shown("file:a b.png"),
                shown("gs://bucket/a.png"));
        SparkResult result = spark(words(Files.write(folder.resolve("p.jsonl"), lines)));

        assertThat(result.rows()).containsOnly(Map.entry("pair", 2L), Map.entry("failed", 3L));
        assertThat(failed(result))
                .satisfiesExactly(
                        url -> assertThat(url).contains("is no URL"),
                        url -> assertThat(url).contains("is no URL"),
                        place -> assertThat(place).contains("gs://bucket/a.png", "Spark has no client for gs://"));
    }

    /** A file system that is not there just now. */
    public static final class Away extends RawLocalFileSystem {
        @Override
        public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
            throw new ConnectException("connection refused");
        }

        @Override
        public URI getUri() {
            return URI.create("away:///");
        }
    }

    @Test
    void read_fileSystemThatIsAway_endsTheStart_noRowFailsForGood() throws IOException {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.away.impl", Away.class, FileSystem.class);
        JobFolder out = JobFolder.of(folder.toString(), hadoop);
        SliceImages images = new SliceImages(out, out.files(hadoop), hadoop, "", 0);

        assertThatThrownBy(() -> images.read("away:/pictures/a.png"))
                .extracting(thrown -> StopText.in(thrown).orElseThrow().stop())
                .isEqualTo(new RunStop(
                        ExitCode.STORAGE,
                        "away:/pictures/a.png: the image cannot be read (connection refused); mend that, then run the"
                                + " same command again"));
    }

    /** Ends as if killed when it is to take away the prompts. */
    private static final class KilledAtPrompts extends FilterFileSystem {
        KilledAtPrompts(FileSystem files) {
            super(files);
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
            if (path.getName().equals("prompts")) {
                throw new IOException("killed");
            }
            return super.delete(path, recursive);
        }
    }

    @Test
    void removeBegun_killedHalfway_noImagesWithoutTheirRows() throws IOException {
        JobFolder out = JobFolder.of(folder.resolve("out").toString(), new Configuration());
        FileSystem files = out.files(new Configuration());
        out.write(files, out.imageIndex(0), "{}");

        assertThatThrownBy(() -> out.removeBegun(new KilledAtPrompts(files))).hasMessage("killed");
        assertThat(files.exists(out.imageIndex(0))).isFalse();
    }

    @Test
    void room_imagesOnAnyFileSystem_areMeasured() throws IOException {
        JobFolder out = JobFolder.of(folder.toString(), new Configuration());
        Files.createDirectories(folder.resolve("images"));
        Files.write(folder.resolve("images/" + Sha256.hex(RED) + ".png"), RED);

        assertThat(SliceImages.kept(out, out.files(new Configuration())).size(Sha256.hex(RED) + ".png"))
                .isEqualTo(RED.length);
    }

    @Test
    void execute_dataset_wholePathsAreRead_relativeOnesSayWhy() throws IOException {
        Path prompts = Files.write(
                folder.resolve("p.jsonl"),
                List.of(shown(folder.resolve("blue.png").toString()), shown("blue.png"), shown("what:ever/a.png")));
        SparkResult result = SparkRun.of(spark, "run", "--rounds=1", "--model=" + server.model())
                .prompts(spark.read().json(prompts.toString()))
                .out(folder.resolve("out").toString())
                .execute();

        assertThat(result.rows()).containsOnly(Map.entry("pair", 1L), Map.entry("failed", 2L));
        assertThat(failed(result))
                .satisfiesExactly(
                        relative -> assertThat(relative).contains("is relative, and a data set has no folder"),
                        scheme -> assertThat(scheme).contains("what:ever/a.png", "turn 1, image 1: "));
    }
}
