package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that asks a model for many things has them answered in batches too. */
class BatchCommandsTest {
    private static final int ROWS = 12;
    private static final int PAIRS = 40;
    private static final Pattern ASKED = Pattern.compile("Write (\\d) messages .* this topic: (\\w+)\\.");
    private static final List<String> WORDS =
            List.of("apple", "bridge", "candle", "desert", "engine", "forest", "garden", "harbour", "island", "jacket");

    @TempDir
    private Path folder;

    @AutoClose
    private final BatchStub stub = new BatchStub(new OpenAiForm(true, BatchCommandsTest::says));

    /** Does whatever the commands ask for, the same each time. */
    private static String says(JsonNode request) {
        JsonNode messages = request.path("messages");
        String asked = messages.path(messages.size() - 1).path("content").asText();
        String hash = Integer.toHexString(messages.toString().hashCode());
        Matcher write = ASKED.matcher(asked);
        if (asked.contains("Write each rule on a line of its own")) {
            return "- A good response names the source of its claims.\n- A good response rhymes with penguin colonies.\n";
        } else if (asked.contains("<critique_request>")) {
            return "<critique_request>Quote where your last response is wrong, " + hash
                    + ".</critique_request>\n<revision_request>Rewrite your last response, " + hash
                    + ".</revision_request>";
        } else if (asked.contains("How hard does this message test")) {
            return "4";
        } else if (write.find()) {
            return IntStream.rangeClosed(1, Integer.parseInt(write.group(1)))
                    .mapToObj(i -> i + ". " + message(asked.hashCode() + i * 7919, write.group(2)))
                    .collect(Collectors.joining("\n"));
        } else if (asked.contains("response-A")) {
            boolean choosesA =
                    asked.contains("penguin") || asked.indexOf("the almanac") <= asked.indexOf("as one hears");
            return "<verdict>" + (choosesA ? "A" : "B") + "</verdict>";
        }
        return "Answer " + hash + ".";
    }

    private static String message(int seed, String topic) {
        int number = Math.floorMod(seed * 31, 1_000_000);
        return "How do I " + word(number) + " the " + word(number / 10) + " of " + topic + " with " + word(number / 100)
                + " and " + word(number / 1000) + " for the " + word(number / 10_000) + " " + number + "?";
    }

    private static String word(int number) {
        return WORDS.get(number % WORDS.size());
    }

    @BeforeEach
    void writeInputs() throws IOException {
        Files.writeString(
                folder.resolve("prompts.txt"),
                IntStream.range(0, ROWS).mapToObj(i -> "Question " + i + "?\n").collect(Collectors.joining()));
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(Json.line(Map.of(
                    "id", "row-" + i,
                    "prompt", "How high is hill " + i + "?",
                    "chosen", "It is " + i + ", according to the almanac.",
                    "rejected", "It is " + (i + 1) + ", as one hears.")));
        }
        Files.write(folder.resolve("pairs.jsonl"), pairs);
        Files.writeString(folder.resolve("e.yaml"), """
                prompts: prompts.txt
                judge: {model: "%1$s", constitution: helpful-honest-harmless, judge-by: structured}
                defaults: {model: "%1$s", rounds: 1}
                arms:
                  one: {constitution: helpful-honest-harmless}
                  other: {constitution: cai-16}
                """.formatted(stub.model()));
        Files.writeString(
                folder.resolve("house.md"),
                "# House\n\n"
                        + IntStream.range(0, ROWS)
                                .mapToObj(i -> "Answers should heed rule " + i + ".\n\n")
                                .collect(Collectors.joining()));
    }

    /** The command's words, but for its folder and what it writes, and the file that it makes. */
    private static Stream<Arguments> commands() {
        return Stream.of(
                arguments("judge --pairs=DIR/pairs.jsonl --model=MODEL --judge-by=structured --json", "OUT/run.db"),
                arguments("experiment DIR/e.yaml --json", "OUT/run.db"),
                arguments(
                        "principles propose --pairs=DIR/pairs.jsonl --model=MODEL --judge-by=structured --from=4"
                                + " --to=TO.yaml",
                        "TO.yaml"),
                arguments(
                        "prompts generate --count=8 --topics=money,law --principle=no-social-bias --model=MODEL"
                                + " --to=TO.jsonl",
                        "TO.jsonl"),
                arguments("principles import --from=markdown DIR/house.md --model=MODEL --to=TO.yaml", "TO.yaml"));
    }

    private Path file(String name, String out) {
        return Path.of(name.replace("OUT", folder.resolve(out).toString()).replace("TO", made(out)));
    }

    /** What the command makes has the same name in every folder. */
    private String made(String out) {
        return folder.resolve("made-" + out).resolve("made").toString();
    }

    private List<String> words(String command, String out, String... more) {
        List<String> words = new ArrayList<>(List.of((command + " --out=OUT")
                .replace("DIR", folder.toString())
                .replace("MODEL", stub.model())
                .replace("OUT", folder.resolve(out).toString())
                .replace("TO", made(out))
                .split(" ")));
        words.addAll(List.of(more));
        Path made = folder.resolve("made-" + out);
        assertThat(made.toFile().isDirectory() || made.toFile().mkdir()).isTrue();
        return words;
    }

    private List<String> batch(String command, String out) {
        return words(command, out, "--batch", "--batch-poll=PT0.01S");
    }

    private void requireSame(String file, String one, String other) {
        if (file.endsWith("run.db")) {
            assertThat(status(one)).isEqualTo(status(other));
        } else {
            assertThat(file(file, one)).hasSameTextualContentAs(file(file, other));
        }
    }

    /** What became of the rows, and of an experiment its figures. */
    private String status(String out) {
        JsonNode status = CommandLineHarness.run("status", folder.resolve(out).toString(), "--json")
                .succeeded()
                .json();
        return status.path("finished") + " " + status.path("outcomes") + " " + status.path("experiment");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_inBatches_makesTheSameAsByCalls(String command, String file) {
        CommandLineHarness.run(batch(command, "out")).succeeded();
        assertThat(stub.singles()).isZero();
        assertThat(stub.paidTwice()).isZero();
        int answered = stub.answered();
        assertThat(answered).isPositive();
        assertThat(stub.batches().size()).isLessThan(answered);

        CommandLineHarness.run(words(command, "calls")).succeeded();

        assertThat(stub.answered()).as("they ask the same").isEqualTo(answered);
        requireSame(file, "out", "calls");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_killedWhileABatchIsUnderWay_goesOnInEitherWayAndPaysOnce(String command, String file)
            throws Exception {
        for (boolean inBatches : new boolean[] {true, false}) {
            String out = "out-" + inBatches;
            int before = stub.batches().size();
            stub.endsAtLook(1000);
            CountDownLatch reached = stub.holdAt("state", 2, true);
            ChildRun run = ChildRun.start(folder, batch(command, out));
            assertThat(reached.await(1, TimeUnit.MINUTES)).as(run.output()).isTrue();
            run.kill();
            stub.holdNothing();
            if (inBatches) {
                stub.endsAtLook(2);
            }
            assertThat(stub.batches()).hasSizeGreaterThan(before);

            CommandLineHarness.run(inBatches ? batch(command, out) : words(command, out, "--batch-poll=PT0.01S"))
                    .succeeded();

            assertThat(stub.paidTwice())
                    .as("the other run pays once more for each")
                    .isEqualTo(inBatches ? 0 : stub.answered());
            assertThat(stub.singles() > 0).isNotEqualTo(inBatches);
        }
        requireSame(file, "out-true", "out-false");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_ofModelsWithoutBatches_isRefusedBeforeAnythingIsSentInADryRunToo(String command, String file)
            throws IOException {
        Files.writeString(
                folder.resolve("e.yaml"),
                Files.readString(folder.resolve("e.yaml")).replace(stub.model(), "ollama:any"));
        for (String[] more : new String[][] {{"--batch"}, {"--batch", "--dry-run"}}) {
            List<String> words = new ArrayList<>();
            words(command, "out", more).forEach(word -> words.add(word.replace(stub.model(), "ollama:any")));

            CommandLineHarness.Result refused = CommandLineHarness.run(words).ended(ExitCode.USAGE);

            assertThat(refused.err()).contains("--batch: of ollama:any none has batches");
        }
        assertThat(folder.resolve("out/run.db")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void dryRun_ofACommandInBatches_estimatesHalf(String command, String file) throws IOException {
        Path prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "as_of: 2026-11-30\nmodels:\n  \"" + stub.model() + "\": {input: 1000, output: 2000, batch: 0.5}\n");
        List<String> dry = words(command, "dry", "--prices=" + prices, "--dry-run");
        if (!dry.contains("--json")) {
            dry.add("--json");
        }

        List<Double> byCalls = estimates(dry);
        List<Double> inBatches = estimates(CommandLineHarness.with(dry, "--batch"));

        assertThat(byCalls).isNotEmpty().allMatch(usd -> usd > 0);
        assertThat(inBatches.stream().map(usd -> usd * 2).toList()).isEqualTo(byCalls);
        assertThat(stub.answered()).isZero();
    }

    private static List<Double> estimates(List<String> dry) {
        return CommandLineHarness.run(dry)
                .succeeded()
                .out()
                .lines()
                .map(line -> Json.parse(line).at("/total/expected/usd").asDouble())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void retry_saysHow_whateverTheRunWasBegunBy(boolean inBatches) {
        stub.spoiling(request -> request.toString().contains("Question 7?"));
        String run = "run --prompts=DIR/prompts.txt --model=MODEL --rounds=1";
        CommandLineHarness.run(inBatches ? words(run, "out") : batch(run, "out"))
                .ended(ExitCode.FAILED_ROWS);
        stub.spoiling(request -> false);
        int singles = stub.singles();
        int batches = stub.batches().size();

        CommandLineHarness.run(
                        "retry",
                        folder.resolve("out").toString(),
                        "--kind=invalid_request",
                        inBatches ? "--batch" : "--batch=false")
                .succeeded();

        assertThat(stub.singles() - singles).isEqualTo(inBatches ? 0 : 3);
        assertThat(stub.batches().size() - batches).isEqualTo(inBatches ? 3 : 0);
        assertThat(stub.paidTwice()).isZero();
        CommandLineHarness.requireSound(folder.resolve("out"), ROWS, ROWS);
    }

    @Test
    void command_thatWaitsForPeopleOrAsksNoModel_refusesBatches() {
        assertThat(CommandLineHarness.run(
                                "label",
                                "chat",
                                folder.resolve("e.yaml").toString(),
                                "--out=" + folder.resolve("chat"),
                                "--batch")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("people wait for each answer");
        assertThat(CommandLineHarness.run(
                                "judge", "--pairs=" + folder.resolve("pairs.jsonl"), "--baseline=longer", "--batch")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("a baseline asks no model");
        assertThat(CommandLineHarness.run(
                                "principles",
                                "import",
                                "--from=markdown",
                                folder.resolve("house.md").toString(),
                                "--to=" + folder.resolve("house.yaml"),
                                "--batch")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("--batch is for a run; name the model");
    }
}
