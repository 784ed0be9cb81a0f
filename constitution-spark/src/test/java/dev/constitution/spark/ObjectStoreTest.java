package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.TinyImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input, ledger and results in a real store of S3's protocol. */
class ObjectStoreTest {
    private static final int ROWS = 30;
    private static final int ANSWERED = 40;

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private ObjectStore store;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        store = new ObjectStore(folder);
        store.settings().forEach(spark.sparkContext().hadoopConfiguration()::set);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private FileSystem files() throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        return new org.apache.hadoop.fs.Path(store.uri("")).getFileSystem(hadoop);
    }

    @Test
    void runThatStops_goesOn_fromAnswersInTheStore() throws IOException {
        List<String> lines = IntStream.range(0, ROWS)
                .mapToObj(i -> "{\"prompt\":\"Question " + i + "?\"" + (i % 7 == 3 ? ",\"images\":[\"a.png\"]}" : "}"))
                .toList();
        Path prompts = Files.write(folder.resolve("prompts.jsonl"), lines);
        Files.write(folder.resolve("a.png"), TinyImages.png(0));
        for (String name : List.of("prompts.jsonl", "a.png")) {
            try (OutputStream out = files().create(new org.apache.hadoop.fs.Path(store.uri(name)))) {
                Files.copy(folder.resolve(name), out);
            }
        }
        try (LoopbackServer server = new LoopbackServer()) {
            AtomicInteger good = new AtomicInteger();
            server.answering(request -> good.incrementAndGet() <= ANSWERED
                    ? request.ownAnswer()
                    : ServerAnswer.error(401, "the key was withdrawn"));
            SparkRun run = SparkRun.of(
                            spark,
                            "run",
                            "--rounds=1",
                            "--concurrency=4",
                            "--prompts=" + store.uri("prompts.jsonl"),
                            "--model=" + server.model())
                    .out(store.uri("out"));
            assertThatThrownBy(run::execute).hasStackTraceContaining("the key was withdrawn");
            server.answering(request -> request.ownAnswer());
            SparkResult result = run.execute();

            assertThat(server.answeredAgain()).isZero();
            assertThat(result.rows()).containsEntry("pair", (long) ROWS);
            assertThat(result.pairs().count()).isEqualTo(ROWS - 4);
            assertThat(result.leftOut()).containsExactly(Map.entry("images", 4L));
            Path runner = RunnerPairs.run(
                    folder.resolve("runner"),
                    List.of("run", "--rounds=1", "--prompts=" + prompts, "--model=" + server.model()));
            assertThat(store.read("out/pairs.jsonl")).isEqualTo(Files.readString(runner.resolve("pairs.jsonl")));
        }
    }
}
