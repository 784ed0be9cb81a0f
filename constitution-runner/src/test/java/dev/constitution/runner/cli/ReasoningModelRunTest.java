package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.format.ExportCatalog;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ReasoningModel;
import dev.constitution.runner.testing.ServerAnswer;
import dev.constitution.runner.testing.ThinkingForm;
import dev.constitution.testing.RealData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on a model that thinks, whose server leaves its thoughts and marks in every form that is known. */
@Timeout(240)
class ReasoningModelRunTest {
    private static final Pattern MARK = Pattern.compile(
            ReasoningModel.WORD
                    + "|</?(?:think|thought|reasoning|reflection|scratchpad|details|summary|seed:|answer|response|output"
                    + "|revision|decision|verdict|eos|end_of_turn|s>)|<\\|?channel|channel\\|?>|<\\||\\|>|｜|◁|▷|\\[/?THINK|assistantfinal",
            Pattern.CASE_INSENSITIVE);
    private static final int OWN_ROWS = ThinkingForm.values().length;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    @TempDir
    private Path folder;

    private CommandLineHarness.Result run(Path prompts, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--prompts=" + prompts, "--out=" + out(), "--model=" + server.model(), "--attempts=1"));
        arguments.addAll(List.of(more));
        return CommandLineHarness.run(arguments.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path ownPrompts() throws IOException {
        return Files.writeString(
                folder.resolve("prompts.jsonl"),
                IntStream.range(0, OWN_ROWS)
                        .mapToObj(i -> JsonLines.of("id", "p" + i, "prompt", "How do I look after plant " + i + "?"))
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " --confirm --judge-by=votes",
                " --confirm --judge-by=structured",
                " --confirm --judge-by=logprobs"
            })
    void run_everyFormOfThoughts_givesAPairOfTheAnswersAlone(String options) throws IOException {
        ReasoningModel model = new ReasoningModel();
        server.answering(model);

        run(ownPrompts(), ("--rounds=1" + options).split(" ")).succeeded();

        requirePairs(model, OWN_ROWS, OWN_ROWS, OWN_ROWS);
        requireNoMarks();
    }

    @Test
    void run_everyFormOfThoughtsBesideTwoAnswers_comparesTheAnswersAlone() throws IOException {
        ReasoningModel model = new ReasoningModel();
        server.answering(model);

        run(ownPrompts(), "--method=rl-cai").succeeded();

        assertThat(JsonLines.read(out().resolve("pairs.jsonl"))).hasSize(OWN_ROWS);
        requireNoMarks();
    }

    /** 200 prompts that people wrote, where their files lie beside the repository. */
    @ParameterizedTest
    @CsvSource({
        "prompts/vicuna_80.jsonl, 80, --prompt-field=turns --id-field=question_id",
        "prompts/truthfulqa_A.csv, 207, --prompt-field=Question",
        "prompts/self_instruct_user_A.jsonl, 114, --prompt-field=instruction",
        "prompts/xstest_A.csv, 225, --id-field=id",
    })
    void run_realPrompts_givesFiftyPairsAndNoMark(String file, int rows, String fields) throws IOException {
        ReasoningModel model = new ReasoningModel();
        server.answering(model);

        run(RealData.file(file), (fields + " --rounds=1 --limit=50 --confirm --judge-by=votes").split(" "))
                .succeeded();

        requirePairs(model, 50, rows, 50);
        requireNoMarks();
    }

    @Test
    void run_thoughtsThatNeverEnd_failTheirRowsByANamedKind() throws IOException {
        ReasoningModel model = new ReasoningModel(row -> row % 2 == 0);
        server.answering(model);

        run(ownPrompts(), "--rounds=1", "--confirm", "--judge-by=votes").ended(ExitCode.FAILED_ROWS);

        JsonNode failed = CommandLineHarness.run("status", out().toString(), "--json")
                .succeeded()
                .json()
                .at("/outcomes/failed");
        assertThat(failed.properties().stream().map(Map.Entry::getKey)).isSubsetOf("truncated", "empty");
        assertThat(failed.properties().stream()
                        .mapToInt(kind -> kind.getValue().asInt())
                        .sum())
                .isEqualTo((OWN_ROWS + 1) / 2);
        requirePairs(model, OWN_ROWS / 2, OWN_ROWS, OWN_ROWS);
        requireNoMarks();
    }

    /** OpenAI's reasoning models: few parameters, and a token limit that thoughts count against. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "votes", "structured"})
    void run_openAisReasoningModelInEveryRole_needsNoOption(String judgeBy) throws Exception {
        ReasoningModel model = new ReasoningModel();
        server.answering(request -> {
            JsonNode body = request.body();
            if (body.has("max_tokens")) {
                return ServerAnswer.error(400, "Unsupported parameter: max_tokens; use max_completion_tokens instead.");
            } else if (body.has("logprobs")) {
                return ServerAnswer.error(403, "You are not allowed to request logprobs from this model");
            } else if (body.path("temperature").asDouble(1) != 1) {
                return ServerAnswer.error(400, "temperature does not support 0 with this model, only the default (1)");
            } else if (body.path("max_completion_tokens").asInt(999) < 64) {
                return Completion.of("").finish("length").sent();
            }
            return model.answer(request);
        });

        ChildRun.start(
                        folder,
                        "export OPENAI_API_KEY=sk-test; ",
                        List.of(
                                "run",
                                "--prompts=" + ownPrompts(),
                                "--out=" + out(),
                                "--model=openai:o-stub@" + server.url() + "/v1",
                                "--limit=8",
                                "--rounds=1",
                                "--confirm",
                                "--judge-by=" + judgeBy))
                .succeeded();

        requirePairs(model, 8, OWN_ROWS, 8);
    }

    private static Stream<Arguments> answersThatSpeakOfMarks() {
        return Stream.of(
                Arguments.of(
                        "How do I cut thoughts off in Python?",
                        "Take what is behind the tag:\n\n```python\nrest = text.split(\"</think>\")[-1]\n```"),
                Arguments.of(
                        "What do <think> and </think> mean?",
                        "<think> opens the thoughts, and </think> closes them; `</think>` alone does too."),
                Arguments.of(
                        "How does ChatML write a turn?",
                        "So:\n\n```\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n```\n\nThat is all."),
                Arguments.of(
                        "Write it as XML: <reasoning> and then <answer>.",
                        "<reasoning>\nIt is even.\n</reasoning>\n<answer>\n4\n</answer>"));
    }

    @ParameterizedTest
    @MethodSource("answersThatSpeakOfMarks")
    void run_answerThatSpeaksOfMarks_keepsThem(String prompt, String answer) throws IOException {
        String added = answer + "\n\nTake care that nothing else gets lost on the way, and try it on one text first.";
        server.answering(request -> ThinkingForm.THINK.whole(
                "Hm, " + ReasoningModel.WORD + ".",
                request.lastTurn().contains("tags <revision>")
                        ? "<revision>" + added + "</revision>"
                        : request.lastTurn().contains("<decision>")
                                ? "A bit short.\n<decision>revise</decision>"
                                : answer));

        run(Files.writeString(folder.resolve("one.jsonl"), JsonLines.of("prompt", prompt)), "--rounds=1")
                .succeeded();

        assertThat(JsonLines.read(out().resolve("pairs.jsonl"))).singleElement().satisfies(pair -> {
            assertThat(pair.at("/rejected/0/content").textValue()).isEqualTo(answer);
            assertThat(pair.at("/chosen/0/content").textValue()).isEqualTo(added);
        });
    }

    private void requirePairs(ReasoningModel model, int expected, int rows, int done) throws IOException {
        List<JsonNode> pairs = JsonLines.read(out().resolve("pairs.jsonl"));
        assertThat(pairs).allSatisfy(pair -> {
            String prompt = pair.at("/prompt/0/content").textValue();
            assertThat(pair.at("/rejected/0/content").textValue()).isEqualTo(model.first(prompt));
            assertThat(pair.at("/chosen/0/content").textValue()).isEqualTo(model.revised(prompt));
        });
        assertThat(pairs)
                .as(() -> CommandLineHarness.run("status", out().toString()).out())
                .hasSize(expected);
        CommandLineHarness.requireSound(out(), rows, done);
    }

    /** Nothing of a thought or of a format stands in any file for readers, or was sent back; it is kept all the same. */
    private void requireNoMarks() throws IOException {
        assertThat(server.received()).noneMatch(request -> request.says(ReasoningModel.WORD));
        List<String> forms = new ArrayList<>(ExportCatalog.names());
        forms.add(ExportCatalog.FOLDER);
        for (String form : forms) {
            Path to = folder.resolve("exports")
                    .resolve(form + (form.equals(ExportCatalog.FOLDER) ? "" : Exports.ending(form)));
            Files.createDirectories(to.getParent());
            Exports.writeForm(out(), form, to).succeeded();
        }
        assertThat(marks(folder.resolve("exports"))).isEmpty();
        assertThat(marks(out())).isEmpty();
        assertThat(shown()).doesNotContain(ReasoningModel.WORD);
        assertThat(shown("--thoughts")).contains(ReasoningModel.WORD);
    }

    /** A row that gave a pair, as it is shown. */
    private String shown(String... options) throws IOException {
        String id =
                JsonLines.read(out().resolve("pairs.jsonl")).get(0).get("id").textValue();
        return CommandLineHarness.run(List.of("show", out().toString(), id), options)
                .succeeded()
                .out();
    }

    private static List<String> marks(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jsonl|json|csv|md|yaml)"))
                    .flatMap(ReasoningModelRunTest::marksOf)
                    .toList();
        }
    }

    private static Stream<String> marksOf(Path file) {
        try {
            // One form renders prompts as ChatML; its answers are held to what all answers are.
            String text = Files.readString(file).replaceAll("\"prompt\":\"<\\|im_start.*?\",\"chosen\"", "");
            return MARK.matcher(text)
                    .results()
                    .map(mark -> file.getFileName() + ": "
                            + text.substring(Math.max(0, mark.start() - 60), Math.min(text.length(), mark.end() + 40)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
