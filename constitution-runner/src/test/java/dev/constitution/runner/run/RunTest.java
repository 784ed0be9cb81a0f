package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private static final Constitution KIND =
            Constitution.of("kind", List.of(Principle.of("kind", "Be kind."), Principle.of("true", "Be true.")));

    @TempDir
    private Path folder;

    private Path prompts;
    private final EchoModel model = new EchoModel();

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = RunFolder.writePrompts(folder.resolve("prompts.jsonl"), 0, 25);
    }

    private Stage stage(EchoModel of) {
        return CritiqueRevision.builder()
                .constitution(KIND)
                .model(of)
                .rounds(2)
                .seed(7)
                .build();
    }

    private Run.Builder run(String out, Stage stage) {
        return Run.builder()
                .prompts(PromptSource.of(prompts))
                .stage(stage)
                .directory(folder.resolve(out))
                .limits(CallLimits.ofConcurrency(1).withAttempts(1))
                .provenance(new Provenance("kind", KIND.fingerprint(), new TreeMap<>(), 7));
    }

    private List<JsonNode> lines(String out, String file) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve(file)).stream()
                .map(Json::parse)
                .toList();
    }

    @Test
    void execute_allRows_writesPairsInInputOrderWithLastRevisionChosen() throws Exception {
        RunResult result = run("out", stage(model)).concurrency(4).build().execute();

        assertThat(result.rows()).isEqualTo(25);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(25);
        assertThat(result.calls()).isEqualTo(25 * 5);
        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        List<JsonNode> pairs = lines("out", "pairs.jsonl");
        assertThat(pairs)
                .extracting(pair -> pair.get("id").textValue())
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "p" + i).toList());
        JsonNode pair = pairs.get(3);
        assertThat(pair.get("prompt").toString()).isEqualTo("[{\"role\":\"user\",\"content\":\"Question number 3?\"}]");
        assertThat(pair.get("chosen").get(0).get("content").textValue()).contains("Rewrite your last response");
        assertThat(pair.get("rejected").get(0).get("content").textValue()).contains("Question number 3?");
        assertThat(pair.get("principle")).hasSize(2);
        assertThat(pair.get("provenance").get("calls").toString())
                .isEqualTo("[\"generate\",\"critique/1\",\"revise/1\",\"critique/2\",\"revise/2\"]");
        assertThat(lines("out", "sft.jsonl"))
                .hasSize(50)
                .allSatisfy(line -> assertThat(line.get("messages")).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 64})
    void execute_otherConcurrency_isByteIdentical(int concurrency) throws Exception {
        run("one", stage(model)).build().execute();
        run("many", stage(new EchoModel())).concurrency(concurrency).build().execute();

        for (String file : List.of("pairs.jsonl", "sft.jsonl")) {
            assertThat(folder.resolve("many").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
    }

    @Test
    void execute_completedRunAgain_asksNothingAndWritesTheSame() throws Exception {
        run("out", stage(model)).build().execute();
        byte[] before = Files.readAllBytes(folder.resolve("out/pairs.jsonl"));
        EchoModel second = new EchoModel();

        RunResult result = run("out", stage(second)).build().execute();

        assertThat(second.calls()).isZero();
        assertThat(result.outcomes().total()).isEqualTo(25);
        assertThat(folder.resolve("out/pairs.jsonl")).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 31, 124})
    void execute_stoppedAtACall_goesOnWithoutAskingAnythingTwice(int lastCall) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        model.answering(text -> {
            if (answered.incrementAndGet() > lastCall) {
                throw new AuthenticationException("the key was revoked");
            }
            return text;
        });
        RunResult stopped = run("out", stage(model)).build().execute();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(stopped.outcomes().total()).isEqualTo(lastCall / 5);
        model.answering(text -> text);

        RunResult resumed = run("out", stage(model)).build().execute();

        assertThat(resumed.outcomes().of(OutcomeKind.PAIR)).isEqualTo(25);
        assertThat(resumed.calls()).isEqualTo(125 - lastCall);
        assertThat(resumed.replayed()).isEqualTo(lastCall % 5);
        // Only the call that was refused has been sent again.
        assertThat(model.askedTwice()).hasSize(1);
        run("straight", stage(new EchoModel())).build().execute();
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
    }

    @Test
    void execute_rowsFail_areRecordedAndTheOthersGoOn() throws Exception {
        model.answering(text -> {
            if (text.contains("number 4?")) {
                throw new InternalServerException("overloaded");
            }
            return text;
        });

        RunResult result = run("out", stage(model)).concurrency(3).build().execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("unavailable", 1L);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(24);
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
    }

    @Test
    void execute_badLines_haveAnOutcomeOfTheirOwn() throws Exception {
        Files.writeString(prompts, "{\"prompt\":\"One?\"}\nnot json\n{\"prompt\":\"Two?\"}\n{\"messages\":[]}\n");

        RunResult result = run("out", stage(model)).build().execute();

        assertThat(result.rows()).isEqualTo(4);
        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("bad_input", 2L);
        assertThat(lines("out", "pairs.jsonl")).hasSize(2);
    }

    @Test
    void execute_stageThrows_costsOneRowOnly() throws Exception {
        Stage stage = (prompt, caller) -> {
            if (prompt.id().equals("p3")) {
                throw new IllegalStateException("a defect");
            }
            return stage(model).run(prompt, caller);
        };

        RunResult result = run("out", stage).concurrency(3).build().execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("error", 1L);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(24);
    }

    @Test
    void execute_limit_doesTheFirstRowsAndMoreWhenRaised() throws Exception {
        RunResult first = run("out", stage(model)).limit(10).build().execute();
        RunResult all = run("out", stage(model)).build().execute();

        assertThat(first.rows()).isEqualTo(10);
        assertThat(first.calls()).isEqualTo(50);
        assertThat(all.calls()).isEqualTo(75);
        assertThat(lines("out", "pairs.jsonl")).hasSize(25);
    }

    @Test
    void execute_otherSettingsInTheFolder_isRefusedWithTheDifference() throws Exception {
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("seed", "7");
        run("out", stage(model)).settings(new RunSettings(settings)).build().execute();
        settings.put("seed", "8");
        Run other = run("out", stage(model)).settings(new RunSettings(settings)).build();

        assertThatThrownBy(other::execute)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("seed was 7, is 8")
                .hasMessageNotContaining("input was");
        Files.writeString(prompts, "{\"prompt\":\"Another?\"}");
        assertThatThrownBy(() -> run("out", stage(model))
                        .settings(new RunSettings(settings))
                        .build()
                        .execute())
                .hasMessageContaining("input was ");
    }

    @Test
    void execute_folderInUse_isRefused() throws Exception {
        try (RunStore held = RunStore.open(folder.resolve("out"))) {
            assertThat(held.meta("version")).isPresent();
            Run second = run("out", stage(model)).build();

            assertThatThrownBy(second::execute).hasMessageContaining("another process is working on this run");
        }
    }

    @Test
    void execute_duplicateIds_areRefusedWithBothLines() throws Exception {
        Files.writeString(prompts, "{\"id\":\"a\",\"prompt\":\"One?\"}\n{\"id\":\"a\",\"prompt\":\"Two?\"}\n");
        Run run = run("out", stage(model)).build();

        assertThatThrownBy(run::execute).hasMessageContaining("line 1").hasMessageContaining("line 2");
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_loneSurrogateAndBraces_surviveIntoThePair() throws Exception {
        Files.writeString(prompts, "{\"id\":\"x\",\"prompt\":\"odd \\ud800 {request} $1 \\\\ \\u2028 end\"}");

        run("out", stage(model)).build().execute();

        JsonNode pair = lines("out", "pairs.jsonl").get(0);
        assertThat(pair.get("prompt").get(0).get("content").textValue())
                .isEqualTo("odd \ud800 {request} $1 \\ \u2028 end");
        assertThat(Files.readString(folder.resolve("out/pairs.jsonl")))
                .contains("\\ud800")
                .doesNotContain("?\"");
    }

    @Test
    void execute_growingFiles_holdFinishedRowsWhileTheRunGoesOn() throws Exception {
        int rows = 3000; // more than may wait in memory, so that some are stored, and written, on the way
        Files.writeString(
                prompts,
                IntStream.range(0, rows)
                        .mapToObj(i -> "{\"prompt\":\"Question number " + i + "?\"}")
                        .collect(Collectors.joining("\n")));
        AtomicInteger seen = new AtomicInteger();
        Path partial = folder.resolve("out/pairs.jsonl.partial");
        model.answering(text -> {
            if (text.contains("number " + (rows - 1) + "?")) {
                seen.set(lineCount(partial));
            }
            return text;
        });

        run("out", stage(model)).build().execute();

        assertThat(seen.get()).isBetween(500, rows - 1);
        assertThat(partial).doesNotExist();
    }

    private static int lineCount(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
