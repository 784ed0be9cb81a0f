package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.stage.Stage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.ChatModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    private static final int ROWS = 25;

    @TempDir
    private Path folder;

    private RunFolder out;
    private final EchoModel model = new EchoModel();

    @BeforeEach
    void writePrompts() throws IOException {
        out = new RunFolder(folder, "out", ROWS);
    }

    private static Stage stage(ChatModel of) {
        return RunFolder.stage(of, 2);
    }

    private static Run.Builder run(RunFolder run, ChatModel of) {
        return run.run(stage(of), 2);
    }

    /** A run of the same rows that nothing disturbs. */
    private RunFolder straight() throws Exception {
        RunFolder straight = new RunFolder(folder, "straight", ROWS);
        run(straight, new EchoModel()).build().execute();
        return straight;
    }

    @Test
    void execute_allRows_writesPairsInInputOrderWithLastRevisionChosen() throws Exception {
        RunResult result = run(out, model).concurrency(4).build().execute();

        assertThat(result.rows()).isEqualTo(ROWS);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        assertThat(result.calls()).isEqualTo(5 * ROWS);
        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        List<JsonNode> pairs = JsonLines.read(out.file("pairs.jsonl"));
        assertThat(pairs)
                .extracting(pair -> pair.get("id").textValue())
                .containsExactlyElementsOf(
                        IntStream.range(0, ROWS).mapToObj(i -> "p" + i).toList());
        JsonNode pair = pairs.get(3);
        assertThat(pair.get("prompt").toString()).isEqualTo("[{\"role\":\"user\",\"content\":\"Question number 3?\"}]");
        assertThat(pair.get("chosen").get(0).get("content").textValue()).contains("after 5 turns");
        assertThat(pair.get("rejected").get(0).get("content").textValue()).contains("Question number 3?");
        assertThat(pair.get("principle")).hasSize(2);
        assertThat(pair.get("provenance").get("calls").toString())
                .isEqualTo("[\"generate\",\"critique/1\",\"revise/1\",\"critique/2\",\"revise/2\"]");
        assertThat(JsonLines.read(out.file("sft.jsonl")))
                .hasSize(2 * ROWS)
                .allSatisfy(line -> assertThat(line.get("messages")).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 64})
    void execute_otherConcurrency_isByteIdentical(int concurrency) throws Exception {
        run(out, model).concurrency(concurrency).build().execute();

        RunFolder straight = straight();
        for (String file : List.of("pairs.jsonl", "sft.jsonl")) {
            assertThat(out.file(file)).hasSameBinaryContentAs(straight.file(file));
        }
    }

    @Test
    void execute_completedRunAgain_asksNothingAndWritesTheSame() throws Exception {
        run(out, model).build().execute();
        byte[] before = Files.readAllBytes(out.file("pairs.jsonl"));
        EchoModel second = new EchoModel();

        RunResult result = run(out, second).build().execute();

        assertThat(second.calls()).isZero();
        assertThat(result.outcomes().total()).isEqualTo(ROWS);
        assertThat(out.file("pairs.jsonl")).hasBinaryContent(before);
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
        RunResult stopped = run(out, model).build().execute();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.AUTHENTICATION);
        assertThat(stopped.outcomes().total()).isEqualTo(lastCall / 5);
        model.answering(text -> text);

        RunResult resumed = run(out, model).build().execute();

        assertThat(resumed.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        assertThat(resumed.calls()).isEqualTo(5 * ROWS - lastCall);
        assertThat(resumed.replayed()).isEqualTo(lastCall % 5);
        // Only the call that was refused has been sent again.
        assertThat(model.askedTwice()).hasSize(1);
        assertThat(out.file("pairs.jsonl")).hasSameBinaryContentAs(straight().file("pairs.jsonl"));
    }

    @Test
    void execute_rowsFail_areRecordedAndTheOthersGoOn() throws Exception {
        model.answering(text -> {
            if (text.contains("number 4?")) {
                throw new InternalServerException("overloaded");
            }
            return text;
        });

        RunResult result = run(out, model).concurrency(3).build().execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("unavailable", 1L);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
    }

    @Test
    void execute_rowThatAlwaysFails_costsItsAttemptsOnceAndTheOthersFinish() throws Exception {
        model.answering(text -> {
            if (text.contains("number 3?")) {
                throw new InternalServerException("always");
            }
            return text;
        });

        RunResult first = run(out, model).build().execute();
        int calls = model.calls();
        RunResult second = run(out, model).build().execute();

        assertThat(first.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(second.outcomes()).isEqualTo(first.outcomes());
        assertThat(model.calls()).isEqualTo(calls);
        out.requireSoundAndComplete(ROWS);
    }

    @Test
    void execute_badLines_haveAnOutcomeOfTheirOwn() throws Exception {
        Files.writeString(out.prompts(), "{\"prompt\":\"One?\"}\nnot json\n{\"prompt\":\"Two?\"}\n{\"messages\":[]}\n");

        RunResult result = run(out, model).build().execute();

        assertThat(result.rows()).isEqualTo(4);
        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("bad_input", 2L);
        assertThat(JsonLines.read(out.file("pairs.jsonl"))).hasSize(2);
    }

    @Test
    void execute_stageThrows_costsOneRowOnly() throws Exception {
        Stage stage = (prompt, caller) -> {
            if (prompt.id().equals("p3")) {
                throw new IllegalStateException("a defect");
            }
            return stage(model).run(prompt, caller);
        };

        RunResult result = out.run(stage, 2).concurrency(3).build().execute();

        assertThat(result.outcomes().details(OutcomeKind.FAILED)).containsEntry("error", 1L);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
    }

    @Test
    void execute_limit_doesTheFirstRowsAndMoreWhenRaised() throws Exception {
        RunResult first = run(out, model).limit(10).build().execute();
        RunResult all = run(out, model).build().execute();

        assertThat(first.rows()).isEqualTo(10);
        assertThat(first.calls()).isEqualTo(50);
        assertThat(all.calls()).isEqualTo(75);
        assertThat(JsonLines.read(out.file("pairs.jsonl"))).hasSize(ROWS);
    }

    @Test
    void execute_otherSettingsInTheFolder_isRefusedWithTheDifference() throws Exception {
        TreeMap<String, String> settings = new TreeMap<>();
        settings.put("seed", "7");
        run(out, model).settings(new RunSettings(settings)).build().execute();
        settings.put("seed", "8");
        Run other = run(out, model).settings(new RunSettings(settings)).build();

        assertThatThrownBy(other::execute)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("seed was 7, is 8")
                .hasMessageNotContaining("input was");
        Files.writeString(out.prompts(), "{\"prompt\":\"Another?\"}");
        assertThatThrownBy(() -> run(out, model)
                        .settings(new RunSettings(settings))
                        .build()
                        .execute())
                .hasMessageContaining("input was ");
    }

    @Test
    void execute_folderInUse_isRefused() throws Exception {
        try (RunStore held = RunStore.open(out.directory())) {
            assertThat(held.meta("version")).isPresent();
            Run second = run(out, model).build();

            assertThatThrownBy(second::execute).hasMessageContaining("another process is working on this run");
        }
    }

    @Test
    void execute_duplicateIds_areRefusedWithBothLines() throws Exception {
        Files.writeString(out.prompts(), "{\"id\":\"a\",\"prompt\":\"One?\"}\n{\"id\":\"a\",\"prompt\":\"Two?\"}\n");
        Run run = run(out, model).build();

        assertThatThrownBy(run::execute).hasMessageContaining("line 1").hasMessageContaining("line 2");
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_loneSurrogateAndBraces_surviveIntoThePair() throws Exception {
        Files.writeString(out.prompts(), "{\"id\":\"x\",\"prompt\":\"odd \\ud800 {request} $1 \\\\ \\u2028 end\"}");

        run(out, model).build().execute();

        JsonNode pair = JsonLines.read(out.file("pairs.jsonl")).get(0);
        assertThat(pair.get("prompt").get(0).get("content").textValue())
                .isEqualTo("odd \ud800 {request} $1 \\ \u2028 end");
        assertThat(Files.readString(out.file("pairs.jsonl")))
                .contains("\\ud800")
                .doesNotContain("?\"");
    }

    @Test
    void execute_growingFiles_holdFinishedRowsWhileTheRunGoesOn() throws Exception {
        int rows = 3000; // more than may wait in memory, so that some are stored, and written, on the way
        out.writePrompts(0, rows);
        AtomicInteger seen = new AtomicInteger();
        Path partial = out.file("pairs.jsonl.partial");
        model.answering(text -> {
            if (text.contains("number " + (rows - 1) + "?")) {
                seen.set(lineCount(partial));
            }
            return text;
        });

        run(out, model).build().execute();

        assertThat(seen.get()).isBetween(500, rows - 1);
        assertThat(partial).doesNotExist();
    }

    private static int lineCount(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
