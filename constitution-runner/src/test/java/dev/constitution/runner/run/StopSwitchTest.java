package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.threads.StopSwitch;
import dev.constitution.stage.CritiqueRevision;
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
import org.junit.jupiter.params.provider.CsvSource;

class StopSwitchTest {
    private static final int ROWS = 10;
    private static final int CALLS = 3 * ROWS;

    @TempDir
    private Path folder;

    private Path prompts;

    @BeforeEach
    void writePrompts() throws IOException {
        prompts = folder.resolve("prompts.txt");
        Files.writeString(
                prompts,
                IntStream.range(0, ROWS).mapToObj(i -> "Question " + i + "?").collect(Collectors.joining("\n")));
    }

    private RunResult run(String out, EchoModel model, int concurrency, StopSwitch stop) throws Exception {
        Constitution kind = Constitution.of("kind", List.of(Principle.of("kind", "Be kind.")));
        return Run.builder()
                .prompts(PromptSource.of(prompts))
                .stage(CritiqueRevision.builder()
                        .constitution(kind)
                        .model(model)
                        .rounds(1)
                        .build())
                .directory(folder.resolve(out))
                .provenance(new Provenance("kind", kind.fingerprint(), new TreeMap<>(), 0))
                .concurrency(concurrency)
                .stop(stop)
                .build()
                .execute();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 3", "1, 17", "4, 1", "4, 14"})
    void execute_drainedDuringACall_storesItAndGoesOnWithTheRest(int concurrency, int lastCall) throws Exception {
        StopSwitch stop = new StopSwitch();
        AtomicInteger calls = new AtomicInteger();
        EchoModel model = new EchoModel().answering(text -> {
            if (calls.incrementAndGet() == lastCall) {
                stop.request();
            }
            return text;
        });

        RunResult drained = run("out", model, concurrency, stop);
        int sent = model.calls();
        RunResult resumed = run("out", model, concurrency, new StopSwitch());

        assertThat(drained.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(drained.calls()).isEqualTo(sent).isBetween((long) lastCall, (long) lastCall + concurrency - 1);
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(resumed.calls()).isEqualTo(CALLS - sent);
        assertThat(model.askedTwice()).isEmpty();
        run("straight", new EchoModel(), 1, new StopSwitch());
        assertThat(folder.resolve("out/pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
    }

    @Test
    void execute_drainedBeforeItBegins_asksNothing() throws Exception {
        StopSwitch stop = new StopSwitch();
        EchoModel model = new EchoModel();

        assertThat(stop.request()).isTrue();
        assertThat(stop.request()).isFalse();

        assertThat(run("out", model, 2, stop).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_drainedDuringTheLastCall_isComplete() throws Exception {
        StopSwitch stop = new StopSwitch();
        AtomicInteger calls = new AtomicInteger();
        EchoModel model = new EchoModel().answering(text -> {
            if (calls.incrementAndGet() == CALLS) {
                stop.request();
            }
            return text;
        });

        assertThat(run("out", model, 1, stop).exitCode()).isEqualTo(ExitCode.COMPLETE);
    }
}
