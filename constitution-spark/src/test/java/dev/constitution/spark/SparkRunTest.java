package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
            List<String> pairs = result.pairs().orderBy("id").toJSON().collectAsList();
            assertThat(pairs).hasSize(ROWS);
            assertThat(pairs)
                    .as("Parquet and JSON Lines")
                    .map(Json::parse)
                    .containsExactlyElementsOf(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl"))
                            .lines()
                            .map(Json::parse)
                            .sorted(Comparator.comparing(pair -> pair.path("id").asText()))
                            .toList());
        }
    }

    private Path promptsWithTools() throws IOException {
        String tools = "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";
        String call =
                "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"Paris\"}}}]}";
        String turns = "[{\"role\":\"user\",\"content\":\"How warm is it?\"}," + call
                + ",{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"15\"}]";
        return Files.write(
                folder.resolve("tools.jsonl"),
                List.of(
                        "{\"id\":\"plain\",\"prompt\":\"Question?\"}",
                        "{\"id\":\"told\",\"messages\":" + turns + ",\"tools\":" + tools + "}",
                        "{\"id\":\"defined\",\"prompt\":\"Another?\",\"tools\":" + tools + "}",
                        "{\"id\":\"called\",\"messages\":" + turns + "}"));
    }

    @Test
    void execute_promptsWithTools_pairsOfTheRunner_parquetWithoutThem() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, promptsWithTools(), "--rounds=1");
            Path runner = RunnerPairs.run(folder.resolve("runner"), words);

            SparkResult result = spark(words, "spark");

            assertThat(result.rows()).containsEntry("pair", 4L);
            for (String file : List.of("pairs.jsonl", "sft.jsonl")) {
                assertThat(RunnerPairs.parts(folder.resolve("spark").resolve(file)))
                        .as(file)
                        .isEqualTo(Files.readString(runner.resolve(file)))
                        .contains("weather");
            }
            assertThat(result.pairs().select("id").collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("plain");
            assertThat(result.leftOut()).containsExactly(Map.entry("tools", 3L));
            assertThat(result.toString().lines())
                    .startsWith("4 rows: 4 pairs, 0 rejected, 0 failed", "12 calls")
                    .contains("left out of pairs.parquet, in pairs.jsonl alone: tools 3")
                    .endsWith("written to file:" + folder.resolve("spark")
                            + ": outcomes, pairs.jsonl, sft.jsonl, pairs.parquet");
        }
    }

    @Test
    void execute_promptsWithTools_modelThatCannotBeTold_refusedAsByTheRunner_noCall() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            String model = server.model().replace("openai-compatible:", "words-only:");
            Path prompts = promptsWithTools();
            List<String> words = List.of("run", "--prompts=" + prompts, "--model=" + model);

            assertThatThrownBy(() -> spark(words, "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(prompts + ": 2 rows with tools, of which the generator (" + model
                            + ") cannot be told; name a model behind a server, or take the field out of the rows");
            assertThatThrownBy(() -> SparkRun.of(spark, "run", "--model=" + model)
                            .prompts(spark.read().json(prompts.toString()))
                            .out(folder.resolve("dataset").toString())
                            .execute())
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("the data set: 2 rows with tools");
            assertThat(server.requests()).isZero();
            for (String refused : List.of("spark", "dataset")) {
                assertThat(folder.resolve(refused)).isEmptyDirectory();
                assertThat(spark(List.of("run", "--prompts=" + prompts(3), "--model=" + model), refused)
                                .rows())
                        .containsEntry("pair", 3L);
            }
        }
    }

    @Test
    void execute_modelThatRefusedBeforeAnAnswer_corrected_folderIsFree() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(request -> ServerAnswer.error(404, "the model does not exist"));
            Path prompts = prompts(3);
            assertThatThrownBy(() -> spark(words(server, prompts), "spark"))
                    .isInstanceOf(RunStopException.class)
                    .hasMessageContaining("the model does not exist");

            server.answering(request -> request.ownAnswer());
            List<String> corrected = new ArrayList<>(words(server, prompts(2), "--seed=8"));
            corrected.removeIf(word -> word.startsWith("--model="));
            corrected.add("--model=" + server.model().replace("@", "-2@"));
            SparkResult result = spark(corrected, "spark");

            assertThat(result.rows()).containsExactly(Map.entry("pair", 2L));
            assertThat(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl"))).hasLineCount(2);
        }
    }

    @Test
    void execute_otherSettings_oneAnswerInTheLedger_refused() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            AtomicInteger good = new AtomicInteger();
            server.answering(request -> good.getAndIncrement() == 0
                    ? request.ownAnswer()
                    : ServerAnswer.error(401, "the key was withdrawn"));
            Path prompts = prompts(3);
            assertThatThrownBy(() -> spark(words(server, prompts), "spark")).isInstanceOf(RunStopException.class);
            assertThatThrownBy(() -> spark(words(server, prompts, "--seed=8"), "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("seed: 0 there, 8 here");

            server.answering(request -> request.ownAnswer());
            assertThat(spark(words(server, prompts), "spark").rows()).containsExactly(Map.entry("pair", 3L));
            assertThat(server.answeredAgain()).isZero();
        }
    }

    @Test
    void execute_gateOfNoUse_refusedAtTheBeginning_notWhereTheRunGoesOn() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, prompts(3), "--gate=order");
            assertThatThrownBy(() -> spark(words, "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("--gate order");
            assertThat(folder.resolve("spark")).doesNotExist();

            // As a run that was begun by a version that let it pass.
            List<String> without = words(server, prompts(3));
            spark(without, "spark");
            Path run = folder.resolve("spark/run.json");
            ObjectNode settings = (ObjectNode) Json.parse(Files.readString(run));
            Files.writeString(run, settings.put("gate.order", "on").toString());
            int calls = server.requests();
            Files.delete(folder.resolve("spark/manifest.json"));

            assertThat(spark(words, "spark").rows()).containsEntry("pair", 3L);
            assertThat(server.requests()).isEqualTo(calls);
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
    void execute_wholeByAVersionThatNamedNoFiles_hasItsPairs() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, prompts(2));
            spark(words, "spark");
            Path manifest = folder.resolve("spark/manifest.json");
            String named = Files.readString(manifest);
            Files.writeString(manifest, named.replaceFirst("\"files\" : \\[[^]]*],", ""));
            assertThat(Files.readString(manifest)).isNotEqualTo(named);

            SparkResult result = spark(words, "spark");
            assertThat(result.pairs().count()).isEqualTo(2);
            assertThat(result.toString())
                    .contains("2 pairs")
                    .endsWith("outcomes, pairs.jsonl, sft.jsonl, pairs.parquet");
        }
    }

    @Test
    void execute_driverLostBeforeTheFiles_madeFromOutcomesInPlace() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> words = words(server, prompts(ROWS));
            spark(words, "spark");
            String pairs = RunnerPairs.parts(folder.resolve("spark/pairs.jsonl"));
            String manifest = Files.readString(folder.resolve("spark/manifest.json"));
            int calls = server.requests();
            Files.delete(folder.resolve("spark/manifest.json"));
            Files.delete(folder.resolve("spark/outcomes/part-00000001.parquet"));
            Files.delete(folder.resolve("spark/pairs.jsonl/part-00000002.jsonl"));
            try (Stream<Path> answers = Files.list(folder.resolve("spark/ledger/slice-00000000"))) {
                for (Path each : answers.toList()) {
                    Files.delete(each);
                }
            }
            spark(words, "spark");

            assertThat(server.requests()).isEqualTo(calls);
            assertThat(RunnerPairs.parts(folder.resolve("spark/pairs.jsonl"))).isEqualTo(pairs);
            assertThat(folder.resolve("spark/manifest.json")).hasContent(manifest);
        }
    }

    @Test
    void execute_otherInputAndSettings_refusedWithBoth() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            spark(words(server, prompts(3)), "spark");
            assertThatThrownBy(() -> spark(words(server, prompts(4), "--seed=8"), "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("seed: 0 there, 8 here")
                    .hasMessageContaining("input: 3 lines, ");
        }
    }

    @Test
    void execute_placesThatAreNone_refusedWithWhatToDo() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            Path prompts = prompts(1);
            assertThatThrownBy(() -> SparkRun.of(spark, words(server, prompts).toArray(String[]::new))
                            .out("s4://bucket/run")
                            .execute())
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("s4://bucket/run: Spark has no client for s4:// (")
                    .hasMessageContaining("--packages");
            assertThatThrownBy(() -> spark(words(server, Path.of("nowhere.jsonl")), "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("nowhere.jsonl: there is no such file; check the path");
            assertThat(folder.resolve("spark")).doesNotExist();
        }
    }

    @Test
    void execute_noRows_refused_folderStaysFree() throws IOException {
        try (LoopbackServer server = new LoopbackServer()) {
            assertThatThrownBy(() -> spark(words(server, prompts(0)), "spark"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("no rows in the input");
            assertThat(folder.resolve("spark")).isEmptyDirectory();
            assertThat(spark(words(server, prompts(2), "--seed=8"), "spark").rows())
                    .containsEntry("pair", 2L);
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
