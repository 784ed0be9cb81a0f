package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark does to rows and files, and no user of this module meets. */
class SparkSurprisesTest {
    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();
    private final LoopbackServer server = new LoopbackServer();

    private SparkResult run(Path prompts) throws IOException {
        return run(prompts, folder.resolve("out"));
    }

    private SparkResult run(Path prompts, Path out) throws IOException {
        return SparkRun.of(spark, "run", "--prompts=" + prompts, "--rounds=1", "--model=" + server.model())
                .out(out.toString())
                .execute();
    }

    private Path runner(Path prompts) {
        return RunnerPairs.run(
                folder.resolve("runner"),
                List.of("run", "--prompts=" + prompts, "--rounds=1", "--model=" + server.model()));
    }

    private Path jsonl(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void sortAndFilter_ofOutcomesAndPairs_callNothing() throws IOException {
        SparkResult result = run(jsonl("p.jsonl", "{\"prompt\":\"a?\"}", "{\"prompt\":\"b?\"}", "{\"prompt\":\"c?\"}"));
        int calls = server.requests();

        assertThat(calls).isEqualTo(9);
        assertThat(result.outcomes().where("outcome is not null").orderBy("id").count())
                .isEqualTo(3);
        assertThat(result.pairs().orderBy("id").limit(2).collectAsList()).hasSize(2);
        assertThat(server.requests()).isEqualTo(calls);
    }

    @Test
    void twoObjectsOnALine_notLostInSilence() throws IOException {
        Path prompts = jsonl("p.jsonl", "{\"prompt\":\"a?\"}", "{\"prompt\":\"b?\"} {\"prompt\":\"c?\"}");
        SparkResult result = run(prompts);

        assertThat(result.rows()).containsEntry("pair", 1L).containsEntry("failed", 1L);
        Row failed = result.outcomes().where("kind = 'failed'").first();
        assertThat(failed.<String>getAs("id")).isEqualTo("line-2");
        assertThat(failed.<String>getAs("detail")).isEqualTo("bad_input");
    }

    @Test
    void equalPrompts_withoutIds_toldApartAsByTheRunner() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            lines.add(i % 5 == 4 ? "" : "{\"prompt\":\"Question " + i % 7 + "?\"}");
        }
        Path prompts = jsonl("p.jsonl", lines.toArray(String[]::new));
        SparkResult result = run(prompts);

        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")));
        assertThat(result.outcomes().select("id").distinct().count())
                .isEqualTo(result.outcomes().count());
    }

    @Test
    void equalPairs_ofDifferentSlices_firstStaysAsInTheRunner() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            lines.add("{\"id\":\"" + i + "\",\"prompt\":\"Question " + (i < 24 ? i % 7 : i) + "?\"}");
        }
        server.answering(request -> Completion.of(
                        "Step " + request.body().path("messages").size() + ".")
                .sent());
        Path prompts = jsonl("p.jsonl", lines.toArray(String[]::new));
        SparkResult result = run(prompts);

        String pairs = RunnerPairs.parts(folder.resolve("out/pairs.jsonl"));
        assertThat(pairs).isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")));
        assertThat(RunnerPairs.parts(folder.resolve("out/sft.jsonl")))
                .isEqualTo(Files.readString(folder.resolve("runner/sft.jsonl")));
        assertThat(pairs.lines()).hasSize(7 + 11);
        assertThat(result.pairs().count()).isEqualTo(7 + 11);
        assertThat(result.rows()).containsEntry("pair", 35L);
        assertThat(result.leftOut()).isEmpty();
    }

    @Test
    void halfACharacter_keptWhereJsonHoldsIt_notBentByParquet() throws IOException {
        Path prompts = jsonl("p.jsonl", "{\"prompt\":\"half \\ud83d?\"}", "{\"prompt\":\"whole \\ud83d\\ude00?\"}");
        SparkResult result = run(prompts);

        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")))
                .contains("\\ud83d?");
        assertThat(result.rows()).containsEntry("pair", 2L);
        assertThat(result.pairs().selectExpr("prompt[0].content").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("whole \ud83d\ude00?");
        assertThat(result.leftOut()).containsExactly(Map.entry("half of a character", 1L));
    }

    @Test
    void pairsThatParquetCannotHold_repeated_countedOnce() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 24; i++) { // three slices
            lines.add("{\"id\":\"" + i + "\",\"prompt\":\"half \\ud83d " + i % 11 + "?\"}");
        }
        server.answering(request -> Completion.of(
                        "Step " + request.body().path("messages").size() + ".")
                .sent());
        Path prompts = jsonl("p.jsonl", lines.toArray(String[]::new));
        SparkResult result = run(prompts);

        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")))
                .hasLineCount(11);
        assertThat(result.pairs().count()).isZero();
        assertThat(result.leftOut()).containsExactly(Map.entry("half of a character", 11L));
        assertThat(Json.parse(Files.readString(folder.resolve("out/manifest.json")))
                        .at("/left_out_of_parquet"))
                .isEqualTo(Json.parse("{\"half of a character\":11}"));
    }

    @Test
    void imageThatIsMissing_rowFailsByItself_nothingIsAskedOfIt() throws IOException {
        SparkResult result = run(jsonl(
                "p.jsonl",
                "{\"id\":\"shown\",\"prompt\":\"<image>What is it?\",\"images\":[\"it.png\"]}",
                "{\"id\":\"plain\",\"prompt\":\"b?\"}"));

        assertThat(result.rows()).containsEntry("pair", 1L).containsEntry("failed", 1L);
        Row failed = result.outcomes().where("kind = 'failed'").first();
        assertThat(failed.<String>getAs("detail")).isEqualTo("bad_input");
        assertThat(failed.<String>getAs("outcome")).contains("it.png", "is no file");
        assertThat(server.received()).hasSize(3).noneMatch(request -> request.says("What is it?"));
    }

    @Test
    void equalIds_refusedBeforeACall() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add("{\"id\":\"" + i % 11 + "\",\"prompt\":\"Question " + i + "?\"}");
        }
        Path prompts = jsonl("p.jsonl", lines.toArray(String[]::new));

        assertThatThrownBy(() -> run(prompts))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 12 has the id \"0\" of line 1");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).isEmptyDirectory();
        assertThat(run(jsonl("p.jsonl", lines.get(0))).rows()).containsEntry("pair", 1L);
    }

    @Test
    void partsOfGrowingSize_keepTheirOrder() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            String line = "{\"prompt\":\"" + "long ".repeat(1 + 200 * i) + i + "?\"}\n";
            Files.writeString(parts.resolve("part-" + i + ".jsonl"), line);
            all.append(line);
        }
        run(parts);
        Path prompts = Files.writeString(folder.resolve("all.jsonl"), all);

        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")));
    }

    @Test
    void parquetParts_keepTheirOrder() throws IOException {
        Path prompts = jsonl(
                "p.jsonl",
                "{\"id\":\"a\",\"prompt\":\"One?\"}",
                "{\"id\":\"b\",\"prompt\":\"Two " + "words ".repeat(300) + "?\"}",
                "{\"id\":\"c\",\"prompt\":\"Three " + "words ".repeat(900) + "?\"}");
        Path parquet = folder.resolve("p.parquet");
        Dataset<Row> rows = spark.read().json(prompts.toString());
        for (String id : List.of("a", "b", "c")) {
            rows.where(functions.col("id").equalTo(id))
                    .coalesce(1)
                    .write()
                    .parquet(parquet.resolve(id).toString());
        }
        SparkResult result = run(Path.of(parquet + "/*"));

        assertThat(result.outcomes().orderBy("row").select("id").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("a", "b", "c");
    }

    @Test
    void nameThatBeginsWithUnderscore_refused() throws IOException {
        Path prompts = jsonl("_p.jsonl", "{\"prompt\":\"a?\"}");
        assertThatThrownBy(() -> run(prompts))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("give it another name");
    }

    @Test
    void folderOfAStream_refused() throws IOException {
        Path stream = Files.createDirectories(folder.resolve("stream/_spark_metadata"))
                .getParent();
        Files.writeString(stream.resolve("part-0.jsonl"), "{\"prompt\":\"a?\"}\n");
        assertThatThrownBy(() -> run(stream))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a stream has written");
        Path prompts = jsonl("p.jsonl", "{\"prompt\":\"a?\"}");
        assertThatThrownBy(() -> run(prompts, stream))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a stream has written");
    }

    @Test
    void folderThatHoldsFiles_neverOverwritten() throws IOException {
        Path prompts = jsonl("p.jsonl", "{\"prompt\":\"a?\"}");
        Path out = Files.createDirectory(folder.resolve("out"));
        spark.range(3)
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(out.resolve("pairs.parquet").toString());
        assertThatThrownBy(() -> run(prompts))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds files, but no run");

        assertThat(spark.read().parquet(out.resolve("pairs.parquet").toString()).count())
                .isEqualTo(3);
    }

    @Test
    void dataset_sameAsItsFile() throws IOException {
        Path prompts = jsonl("p.jsonl", "{\"id\":\"a\",\"prompt\":\"One?\"}", "{\"id\":\"b\",\"prompt\":\"Two?\"}");
        Dataset<Row> rows = spark.read().json(prompts.toString());
        SparkResult result = SparkRun.of(spark, "run", "--rounds=1", "--model=" + server.model())
                .prompts(rows)
                .out(folder.resolve("out").toString())
                .execute();

        assertThat(result.rows()).containsEntry("pair", 2L);
        assertThat(RunnerPairs.parts(folder.resolve("out/pairs.jsonl")))
                .isEqualTo(Files.readString(runner(prompts).resolve("pairs.jsonl")));
    }

    @Test
    void judge_verdictsOfTheRunner() throws IOException {
        Path pairs = jsonl(
                "pairs.jsonl",
                "{\"prompt\":\"a?\",\"chosen\":\"yes\",\"rejected\":\"no\"}",
                "{\"prompt\":\"b?\",\"chosen\":\"one\",\"rejected\":\"two\"}");
        List<String> words = List.of("judge", "--pairs=" + pairs, "--format=trl", "--model=" + server.model());
        SparkResult result = SparkRun.of(spark, words.toArray(String[]::new))
                .out(folder.resolve("out").toString())
                .execute();

        assertThat(result.pairs().select("chosen").collectAsList()).isEmpty();
        assertThat(result.toString()).startsWith("2 rows: 2 judged (no_verdict 2), 0 rejected, 0 failed\n");
        assertThat(RunnerPairs.parts(folder.resolve("out/verdicts.jsonl")))
                .isEqualTo(Files.readString(
                        RunnerPairs.run(folder.resolve("runner"), words).resolve("verdicts.jsonl")))
                .isNotEmpty();
    }
}
