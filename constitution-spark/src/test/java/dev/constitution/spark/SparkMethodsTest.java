package dev.constitution.spark;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each method, on conversations of several turns, some of them twice: what the runner makes of them, byte for byte. */
class SparkMethodsTest {
    private static final int ROWS = 24; // three slices
    private static final int DIFFERENT = 15;
    private static final String JUDGED = "<response-A-";
    private static final Pattern FIRST_WORD = Pattern.compile("Answer \\w+");

    @TempDir
    private Path folder;

    private final SparkSession spark = LocalSpark.session();

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(SparkMethodsTest::answer);

    private static ServerAnswer answer(ServerRequest request) {
        return Completion.of(request.says(JUDGED) ? verdict(request.conversation()) : words(request.conversation()))
                .sent();
    }

    /** Of words that no other answer has. */
    private static String words(String asked) {
        String word = Integer.toHexString(asked.hashCode());
        return Stream.of("a", "b", "c", "d", "e", "f").map(word::concat).collect(joining(" ", "Answer ", ""));
    }

    /** The same answer of two wins in both orders. */
    private static String verdict(String asked) {
        Matcher answers = FIRST_WORD.matcher(asked.substring(asked.lastIndexOf(JUDGED)));
        assertThat(answers.find()).isTrue();
        String first = answers.group();
        assertThat(answers.find()).isTrue();
        return first.compareTo(answers.group()) > 0 ? "A" : "B";
    }

    private Path conversations() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int what = i % DIFFERENT;
            String turns = "{\"role\":\"user\",\"content\":\"Question " + what + "?\"}";
            String before = "{\"role\":\"system\",\"content\":\"Speak of " + what + ".\"}," + turns
                    + ",{\"role\":\"assistant\",\"content\":\"Reply " + what + ".\"},";
            lines.add("{\"id\":\"row-" + i + "\",\"messages\":[" + (what % 3 == 0 ? turns : before + turns) + "]}");
        }
        return Files.write(folder.resolve("prompts.jsonl"), lines);
    }

    private List<String> words(String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("run", "--prompts=" + conversations(), "--model=" + server.model()));
        words.addAll(List.of(more));
        return words;
    }

    private SparkResult spark(List<String> words) throws IOException {
        return SparkRun.of(spark, words.toArray(String[]::new))
                .out(folder.resolve("out").toString())
                .execute();
    }

    private void requireFilesOf(Path runner, String... files) throws IOException {
        for (String file : files) {
            assertThat(RunnerPairs.parts(folder.resolve("out").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(runner.resolve(file)))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds=1 --select=fixed:considerate-and-cordial",
                "--rounds=1 --select=fixed:considerate-and-cordial --confirm",
                "--method=contrast"
            })
    void execute_pairs_thoseOfTheRunner(String method) throws IOException {
        List<String> words = words(method.split(" "));
        SparkResult result = spark(words);
        int calls = server.requests();

        requireFilesOf(RunnerPairs.run(folder.resolve("runner"), words), "pairs.jsonl", "sft.jsonl");
        assertThat(server.requests()).isEqualTo(2 * calls);
        assertThat(result.pairs().schema()).isEqualTo(StructType.fromDDL(Exports.PAIR_COLUMNS));
        long pairs =
                RunnerPairs.parts(folder.resolve("out/pairs.jsonl")).lines().count();
        assertThat(result.pairs().count()).isEqualTo(pairs).isLessThanOrEqualTo(DIFFERENT);
        assertThat(result.rows().get("pair")).as("repeated ones too").isGreaterThan(pairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method=reflection", "--method=interaction --turns=5"})
    void execute_conversations_thoseOfTheRunner_noPairs(String method) throws IOException {
        List<String> words = words(method.split(" "));
        SparkResult result = spark(words);
        int calls = server.requests();

        requireFilesOf(RunnerPairs.run(folder.resolve("runner"), words), "sft.jsonl");
        assertThat(server.requests()).isEqualTo(2 * calls);
        assertThat(RunnerPairs.parts(folder.resolve("out/sft.jsonl"))).hasLineCount(DIFFERENT);
        assertThat(result.rows()).containsEntry("conversation", (long) ROWS);
        assertThat(folder.resolve("out/pairs.jsonl")).doesNotExist();
        assertThat(folder.resolve("out/pairs.parquet")).doesNotExist();
        assertThat(result.pairs().count()).isZero();
        assertThat(result.toString()).startsWith(ROWS + " rows: " + ROWS + " conversations, 0 rejected, 0 failed\n");
    }
}
