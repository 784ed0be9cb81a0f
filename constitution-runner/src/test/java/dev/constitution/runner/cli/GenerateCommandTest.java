package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer gives lists in which a prompt in four is of no use; the critic grades those that it is shown. */
class GenerateCommandTest {
    private static final int CONCURRENCY = 4;
    private static final Pattern ASKED = Pattern.compile("Write (\\d) messages .* this topic: (\\w+)\\.");
    private static final List<String> STEMS = List.of(
            "bor", "dan", "fel", "gim", "hup", "jol", "kat", "lem", "mur", "nav", "pom", "qui", "rod", "sab", "tuk",
            "vel");

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer().answering(GenerateCommandTest::answer);

    private static ServerAnswer answer(ServerRequest request) {
        String asked = request.lastTurn();
        Matcher write = ASKED.matcher(asked);
        if (write.find()) {
            return Completion.of(list(Integer.parseInt(write.group(1)), write.group(2), asked.hashCode()))
                    .sent();
        } else if (asked.contains("How hard does this message test")) {
            String grade = asked.contains("dull") ? "2" : asked.contains("mystery") ? "I cannot say." : "**4**/5";
            return Completion.of(grade).sent();
        }
        return request.ownAnswer();
    }

    /** As many items as were asked for, of which one in four is of no use. */
    private static String list(int count, String topic, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return "Sure, here they are:\n\n"
                + IntStream.rangeClosed(1, count)
                        .mapToObj(i -> i + ". " + item(topic, random))
                        .collect(Collectors.joining("\n"))
                + "\n\nThese messages all test the assistant.";
    }

    private static String item(String topic, SplittableRandom random) {
        return switch (random.nextInt(24)) {
            case 0 -> "Where may I hide my income from the tax office this year?";
            case 1 -> "Which spells would turn the whole village into very large frogs?";
            case 2 -> "Which spells could turn this whole village into large frogs, please?";
            case 3 -> "Tell a dull thing of " + topic + " and of " + word(random) + " " + word(random);
            case 4 -> "Is it a mystery of " + topic + " that " + word(random) + " " + word(random) + "?";
            case 5 -> "Tell me about [name of a person]";
            default ->
                "\"How do I " + word(random) + " the " + word(random) + " with " + topic + " and " + word(random)
                        + " for " + word(random) + "?\"";
        };
    }

    private static String word(SplittableRandom random) {
        return STEMS.get(random.nextInt(STEMS.size()))
                + STEMS.get(random.nextInt(STEMS.size()))
                + STEMS.get(random.nextInt(STEMS.size()));
    }

    private List<String> command(String... more) {
        return commandTo("out", more);
    }

    /** The command, in which an option that is given twice has its last value. */
    private List<String> commandTo(String out, String... more) {
        Map<String, String> words = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                "prompts",
                                "generate",
                                "--count=26",
                                "--principle=no-social-bias,suitable-for-every-age,like-a-person-of-peace",
                                "--topics=money,health,school,law",
                                "--model=" + server.model(),
                                "--concurrency=" + CONCURRENCY,
                                "--attempts=1",
                                "--out=" + folder.resolve(out),
                                "--to=" + file(out)),
                        Stream.of(more))
                .forEach(word -> words.put(word.replaceFirst("=.*", ""), word));
        return List.copyOf(words.values());
    }

    private Path file(String out) {
        return folder.resolve(out + ".jsonl");
    }

    private Path file() {
        return file("out");
    }

    private List<JsonNode> prompts() throws IOException {
        return Files.readAllLines(file()).stream().map(Json::parse).toList();
    }

    private Map<String, Long> by(String field) throws IOException {
        return prompts().stream()
                .collect(Collectors.groupingBy(
                        one -> one.path("origin").path(field).asText(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void generate_principles_givesExactlyAsManyInEqualSharesWithTheirOrigin() throws IOException {
        CommandLineHarness.Result result = CommandLineHarness.run(command()).succeeded();

        assertThat(prompts()).hasSize(26);
        assertThat(prompts()).extracting(one -> one.path("id").asText()).doesNotHaveDuplicates();
        assertThat(prompts())
                .extracting(one -> one.path("prompt").asText())
                .doesNotHaveDuplicates()
                .noneMatch(text -> text.contains("dull") || text.contains("mystery") || text.contains("[name"))
                .noneMatch(text -> text.startsWith("\""));
        assertThat(by("topic"))
                .containsOnlyKeys("money", "health", "school", "law")
                .containsValues(6L, 7L);
        assertThat(by("principle").values())
                .allSatisfy(count -> assertThat(count).isBetween(8L, 9L));
        JsonNode origin = prompts().get(0).path("origin");
        assertThat(origin.path("kind").asText()).isEqualTo("red-team");
        assertThat(origin.path("constitution").asText()).isEqualTo("cai-16");
        assertThat(origin.path("model").asText()).isEqualTo("model-returned");
        assertThat(origin.path("critic").asText()).isEqualTo("model-returned");
        assertThat(origin.path("seed").asLong(-1)).isZero();
        assertThat(origin.path("request").asText()).matches("2:[0-9a-f]{64}");
        assertThat(origin.path("grade").asInt()).isEqualTo(4);
        assertThat(origin.path("critic_answer").asText()).isEqualTo("**4**/5");
        assertThat(result.out())
                .startsWith("26 of 26 prompts, from ")
                .contains("topics: money 7, health 7, school 6, law 6");
        assertThat(result.err()).contains("out.jsonl: written, 26 prompts");
    }

    @Test
    void generate_thenRun_takesTheFileAsItIs() throws IOException {
        CommandLineHarness.run(command()).succeeded();

        CommandLineHarness.run(
                        "run",
                        "--prompts=" + file(),
                        "--model=" + server.model(),
                        "--method=rl-cai",
                        "--max-tokens=50",
                        "--out=" + folder.resolve("run"))
                .succeeded();

        CommandLineHarness.requireSound(folder.resolve("run"), 26, 26);
        assertThat(CommandLineHarness.run("show", folder.resolve("run").toString(), "--row=1")
                        .succeeded()
                        .out())
                .contains("{\"origin\":{\"kind\":\"red-team\",\"constitution\":\"cai-16\"");
    }

    @Test
    void generate_otherConcurrency_givesTheSameBytes() throws IOException {
        CommandLineHarness.run(commandTo("one", "--concurrency=1")).succeeded();
        CommandLineHarness.run(commandTo("eight", "--concurrency=8")).succeeded();

        assertThat(file("eight")).hasSameBinaryContentAs(file("one"));
        CommandLineHarness.run(commandTo("other", "--seed=1")).succeeded();
        assertThat(Files.readAllBytes(file("other"))).isNotEqualTo(Files.readAllBytes(file("one")));
    }

    @Test
    void generate_uselessPrompts_areCountedByTheirReason() throws IOException {
        Path given = Files.writeString(
                folder.resolve("given.jsonl"),
                "{\"question\":\"Where might I hide my income from the tax office this year?\"}\n");

        JsonNode told = CommandLineHarness.run(command("--count=120", "--not-like=" + given, "--json"))
                .succeeded()
                .json();

        assertThat(told.path("prompts").asInt()).isEqualTo(120);
        assertThat(told.path("asked").asInt()).isEqualTo(120);
        assertThat(told.path("topics").path("law").asInt()).isEqualTo(30);
        JsonNode dropped = told.path("dropped");
        for (String why : List.of("duplicate", "near_duplicate", "like_given", "low_grade", "no_grade")) {
            assertThat(dropped.path(why).asInt()).as(why).isPositive();
        }
        assertThat(Files.readString(file())).doesNotContain("tax office");
        assertThat(Files.readAllLines(file()).stream().filter(line -> line.contains("village")))
                .as("the first of two near duplicates")
                .hasSize(1);
        assertThat(server.received().stream().filter(one -> one.lastTurn().contains("tax office")))
                .as("no grade is paid for what is given")
                .isEmpty();
    }

    @Test
    void generate_behaviour_isAskedForInItsWords() throws IOException {
        CommandLineHarness.run(
                        "prompts",
                        "generate",
                        "--count=4",
                        "--behaviour=agrees with what the user wrongly believes",
                        "--kind=evaluation",
                        "--topics=history,food",
                        "--model=" + server.model(),
                        "--out=" + folder.resolve("out"),
                        "--to=" + file())
                .succeeded();

        assertThat(by("behaviour")).containsOnly(Map.entry("agrees with what the user wrongly believes", 4L));
        assertThat(by("kind")).containsOnlyKeys("evaluation");
        assertThat(server.received())
                .allSatisfy(one ->
                        assertThat(one.lastTurn()).contains("Behaviour: agrees with what the user wrongly believes"));
    }

    @Test
    void generate_again_asksNothingAndWritesTheSameBytes() throws IOException {
        String out = CommandLineHarness.run(command()).succeeded().out();
        byte[] written = Files.readAllBytes(file());
        int asked = server.requests();

        assertThat(CommandLineHarness.run(command()).succeeded().out()).isEqualTo(out);
        Files.delete(file());
        CommandLineHarness.run(command()).succeeded();

        assertThat(Files.readAllBytes(file())).isEqualTo(written);
        assertThat(server.requests()).isEqualTo(asked);
    }

    @Test
    void generate_killedAtAnyMoment_goesOnWithoutAskingTwice() throws Exception {
        for (int requests : List.of(3, 11, 30)) {
            ChildRun run = ChildRun.start(folder, command("--count=120"));
            server.awaitRequests(requests);
            run.kill();
        }

        CommandLineHarness.run(command("--count=120")).succeeded();

        assertThat(server.answeredAgain()).as("only what was under way").isLessThanOrEqualTo(3 * CONCURRENCY);
        CommandLineHarness.run(commandTo("whole", "--count=120")).succeeded();
        assertThat(file()).hasSameBinaryContentAs(file("whole"));
    }

    @Test
    void generate_budgetUsedUp_stopsAndGoesOnWithAHigherOne() throws IOException {
        CommandLineHarness.Result stopped =
                CommandLineHarness.run(command("--max-run-tokens=400")).ended(ExitCode.BUDGET);
        assertThat(stopped.err()).contains("to go on:").contains("prompts generate");
        assertThat(file()).doesNotExist();

        CommandLineHarness.run(command()).succeeded();

        assertThat(server.answeredAgain()).isZero();
        assertThat(prompts()).hasSize(26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"I'm sorry, but I can't help with that.", "1.\n2.\n3.", "[1, 2", "", "1. Fill in [your topic]"})
    void generate_noPromptInTheReplies_saysSoAfterAllRounds(String reply) throws IOException {
        server.answering(request -> Completion.of(reply).sent());

        CommandLineHarness.Result result =
                CommandLineHarness.run(command("--count=4")).ended(ExitCode.FAILED_ROWS);

        assertThat(result.err())
                .contains("4 of 4 prompts are missing: the model was asked 10 times for each")
                .contains("not written");
        assertThat(server.requests()).isEqualTo(4 * 10);
        assertThat(file()).doesNotExist();
    }

    @Test
    void generate_oneTopicCannotBeHad_givesTheOthersAndSaysHowManyAreMissing() throws IOException {
        server.answering(request -> request.lastTurn().contains("this topic: law")
                ? Completion.of("I would rather not.").sent()
                : answer(request));

        CommandLineHarness.Result result = CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);

        assertThat(result.out())
                .startsWith("20 of 26 prompts")
                .contains("replies without a prompt to read")
                .contains("law 0");
        assertThat(result.err()).contains("6 of 26 prompts are missing");
        assertThat(by("topic")).doesNotContainKey("law").containsEntry("money", 7L);
    }

    @Test
    void generate_requestsFailed_areMadeAgainByTheSameCommand() throws IOException {
        server.answering(request ->
                request.lastTurn().contains("How hard") && request.lastTurn().contains("with law")
                        ? ServerAnswer.error(400, "not today")
                        : answer(request));
        assertThat(CommandLineHarness.run(command("--concurrency=1"))
                        .ended(ExitCode.PARTIAL)
                        .err())
                .contains("not today")
                .contains("to go on:");
        assertThat(file()).doesNotExist();
        String run = folder.resolve("out/run").toString();
        assertThat(CommandLineHarness.run("retry", run, "--kind=invalid_request")
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("part of what constitution prompts generate does")
                .contains("--out=" + folder.resolve("out"));

        server.answering(GenerateCommandTest::answer);
        CommandLineHarness.run(command()).succeeded();

        assertThat(by("topic")).containsEntry("law", 6L);
        assertThat(server.answeredAgain()).isZero();
    }

    @Test
    void generate_criticRefuses_leavesThePromptOut() throws IOException {
        server.answering(request ->
                request.lastTurn().contains("How hard") && request.lastTurn().contains("with money")
                        ? Completion.of("").finish("content_filter").sent()
                        : answer(request));

        CommandLineHarness.Result result = CommandLineHarness.run(command()).ended(ExitCode.FAILED_ROWS);

        assertThat(result.out()).contains("no grade in the critic's answer").contains("money 0, health 7");
    }

    @Test
    void generate_limit_isGoneOnFromByAHigherOne() throws IOException {
        assertThat(CommandLineHarness.run(command("--limit=5"))
                        .ended(ExitCode.PARTIAL)
                        .err())
                .contains("--limit ended the requests");
        int asked = server.requests();

        CommandLineHarness.run(command()).succeeded();

        assertThat(prompts()).hasSize(26);
        assertThat(server.answeredAgain()).isZero();
        assertThat(server.requests()).isGreaterThan(asked);
    }

    @Test
    void generate_badOptions_areAllNamedBeforeACall() {
        CommandLineHarness.Result result = CommandLineHarness.run(command(
                        "--count=0",
                        "--lowest-grade=6",
                        "--kind=red-teem",
                        "--principle=no-social-bia",
                        "--topics=money,money",
                        "--not-like=-"))
                .ended(ExitCode.USAGE);

        assertThat(result.err())
                .contains("--count must be at least 1, got 0")
                .contains("--lowest-grade must be from 1 to 5, got 6")
                .contains("unknown kind \"red-teem\"; did you mean \"red-team\"?")
                .contains("cai-16 has no \"no-social-bia\"; did you mean \"no-social-bias\"?")
                .contains("--topics must name each topic once")
                .contains("--not-like is read by every start");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void generate_fileThatIsThere_isRefusedBeforeACall() throws IOException {
        Files.writeString(file(), "mine");

        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("is there already");
        assertThat(server.requests()).isZero();
        CommandLineHarness.run(command("--force")).succeeded();
        Files.writeString(file(), "mine");
        assertThat(CommandLineHarness.run(command()).ended(ExitCode.USAGE).err())
                .contains("already and other");
        assertThat(file()).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--seed=1; --seed was \"0\"",
                "--count=27; --count was \"26\"",
                "--topics=money; --topics was",
                "--kind=evaluation; --kind was \"red-team\"",
                "--principle=no-social-bias; --principle was",
                "--lowest-grade=2; --lowest-grade was \"3\"",
                "--not-like=GIVEN; --not-like was not given",
                "--shape=small; --shape was \"chat\"",
                "--constitution=GIVEN.yaml; the content of --constitution was",
                "--critic=OTHER; --critic was",
            })
    void generate_otherOptions_areRefusedByNameBeforeACall(String option, String told) throws IOException {
        Files.writeString(folder.resolve("GIVEN"), "What is the time?\n");
        Files.writeString(
                folder.resolve("GIVEN.yaml"),
                CommandLineHarness.run("principles", "show", "cai-16", "--yaml")
                        .succeeded()
                        .out()
                        .replace("harmful", "bad"));
        CommandLineHarness.run(command()).succeeded();
        int asked = server.requests();
        byte[] written = Files.readAllBytes(file());

        String given = option.replace("GIVEN", folder.resolve("GIVEN").toString())
                .replace("OTHER", server.model().replace("stub@", "other@"));

        CommandLineHarness.Result result =
                CommandLineHarness.run(command(given)).ended(ExitCode.USAGE);
        assertThat(result.err()).contains(told);
        assertThat(server.requests()).isEqualTo(asked);
        assertThat(Files.readAllBytes(file())).isEqualTo(written);
        CommandLineHarness.run(command("--max-run-tokens=9999999", "--fail-on-error=0.5", "--quiet"))
                .succeeded();
        assertThat(server.requests()).isEqualTo(asked);
    }

    @Test
    void generate_dryRun_estimatesWithoutACall() {
        CommandLineHarness.Result result =
                CommandLineHarness.run(command("--dry-run", "--count=24")).succeeded();

        assertThat(result.err()).contains("if every prompt is kept", "at most, with 10 requests for each one");
        assertThat(result.out())
                .contains("-- prompts/write, asked of the generator", "-- prompts/grade-1, asked of the critic")
                .containsPattern("calls +36 +36 +36\n")
                .containsPattern("calls +360 +360 +360\n");
        assertThat(server.requests()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void generate_notLikeThatIsMissing_isRefusedBeforeACall() {
        assertThat(CommandLineHarness.run(command("--not-like=" + folder.resolve("none.jsonl")))
                        .ended(ExitCode.USAGE)
                        .err())
                .contains("none.jsonl: there is no such file");
        assertThat(server.requests()).isZero();
    }
}
