package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkRunTest {
    private static final int ROWS = 45;

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();

    private Path prompts(int rows) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            lines.add("{\"prompt\":\"Question " + i + "?\"}");
        }
        return Files.write(folder.resolve("prompts.jsonl"), lines);
    }

    private List<String> words(LoopbackServer server, Path prompts, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "--prompts=" + prompts, "--model=" + server.model()));
        words.addAll(List.of(more));
        return words;
    }

    private SparkResult spark(List<String> words, String out) throws IOException {
        return SparkRun.of(spark, words.toArray(String[]::new))
                .out(folder.resolve(out).toString())
                .execute();
    }

    @Test
    void execute_sameSeed_pairsOfTheRunnerByteForByte() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, prompts(ROWS), "--seed=7");
            Path runner = RunnerPairs.run(folder.resolve("runner"), words);
            int calls = server.requests();

            SparkResult result = spark(words, "spark");

            assertThat(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl")))
                    .isEqualTo(Files.readString(runner.resolve("pairs.jsonl")))
                    .isNotEmpty();
            assertThat(RunnerPairs.parts(folder.resolve("spark/sft.jsonl")))
                    .isEqualTo(Files.readString(runner.resolve("sft.jsonl")));
            assertThat(server.requests()).isEqualTo(2 * calls);
            assertThat(result.rows()).containsEntry("pair", (long) ROWS);
            assertThat(result.pairs().count()).isEqualTo(ROWS);
        }
    }

    @Test
    void execute_again_noCall() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, prompts(ROWS));
            spark(words, "spark");
            int calls = server.requests();
            Files.delete(folder.resolve("spark/manifest.json")); // as when the driver is lost at the end
            spark(words, "spark");

            assertThat(server.requests()).isEqualTo(calls);
        }
    }

    @Test
    void execute_otherSettings_refusedWithWhatDiffers() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            spark(words(server, prompts(3)), "spark");
            assertThatThrownBy(() -> spark(words(server, prompts(3), "--seed=8"), "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("seed: 0 there, 8 here");
        }
    }
}
