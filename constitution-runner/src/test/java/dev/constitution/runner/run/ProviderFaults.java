package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.testing.FakeTime;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a few rows against a server of the test, whose clock stands still while nobody waits. */
abstract class ProviderFaults {
    static final int ROWS = 8;
    static final int CALLS = 3 * ROWS;
    static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    final FakeTime time = new FakeTime();

    @AutoClose
    LoopbackServer server = new LoopbackServer();

    RunFolder run;

    @BeforeEach
    final void writePrompts() throws IOException {
        run = new RunFolder(folder, "run", ROWS);
    }

    final Run.Builder on(LoopbackServer provider) {
        return run.run(provider).time(time);
    }

    /** A fault for the calls of the row of "number 3?" alone. */
    static LoopbackServer.Script onRowThree(ServerAnswer fault) {
        return request -> request.says("number 3?") ? fault : request.ownAnswer();
    }

    /** A fault for one request alone. */
    static LoopbackServer.Script onRequest(int number, ServerAnswer fault) {
        return request -> request.number() == number ? fault : request.ownAnswer();
    }

    /** Every row is a pair: nothing is lost. */
    final void requirePairs(RunResult result) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        run.requireSoundAndComplete(ROWS);
    }

    /** The row of "number 3?" has failed and left nothing in the files; the others are pairs. */
    final void requireOneFailed(RunResult result, String kind) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(result.outcomes().details(OutcomeKind.FAILED)).isEqualTo(Map.of(kind, 1L));
        assertThat(run.exported()).doesNotContain("number 3?");
        run.requireSoundAndComplete(ROWS);
    }
}
