package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.threads.StopSwitch;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSwitchTest {
    private static final int ROWS = 10;
    private static final int CALLS = 3 * ROWS;

    @TempDir
    private Path folder;

    private final StopSwitch stop = new StopSwitch();

    private RunResult run(String out, EchoModel model, int concurrency, StopSwitch with) throws Exception {
        return new RunFolder(folder, out, ROWS)
                .run(model)
                .concurrency(concurrency)
                .stop(with)
                .build()
                .execute();
    }

    /** A model during whose answer to a call the run is asked to stop. */
    private EchoModel stoppingAt(int call) {
        AtomicInteger calls = new AtomicInteger();
        return new EchoModel().answering(text -> {
            if (calls.incrementAndGet() == call) {
                stop.request();
            }
            return text;
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 3", "1, 17", "4, 1", "4, 14"})
    void execute_drainedDuringACall_storesItAndGoesOnWithTheRest(int concurrency, int lastCall) throws Exception {
        EchoModel model = stoppingAt(lastCall);

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
        EchoModel model = new EchoModel();

        assertThat(stop.request()).isTrue();
        assertThat(stop.request()).isFalse();

        assertThat(run("out", model, 2, stop).exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(model.calls()).isZero();
    }

    @Test
    void execute_drainedDuringTheLastCall_isComplete() throws Exception {
        EchoModel model = stoppingAt(CALLS);

        assertThat(run("out", model, 1, stop).exitCode()).isEqualTo(ExitCode.COMPLETE);
    }
}
