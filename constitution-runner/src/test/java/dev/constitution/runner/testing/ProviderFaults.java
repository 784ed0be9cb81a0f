package dev.constitution.runner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.OutcomeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a few rows against a server of the test, whose clock stands still while nobody waits. */
public abstract class ProviderFaults {
    public static final int ROWS = 8;
    public static final int CALLS = 3 * ROWS;
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    public Path folder;

    public final FakeTime time = new FakeTime();
    public LoopbackServer server;
    public RunFolder run;

    @BeforeEach
    public final void start() throws IOException {
        server = new LoopbackServer();
        run = new RunFolder(folder, "run", ROWS);
    }

    @AfterEach
    public final void stop() {
        server.close();
    }

    public final Run.Builder on(LoopbackServer provider) {
        return run.run(provider).time(time);
    }

    /** A fault for the calls of the row of "number 3?" alone. */
    public static LoopbackServer.Script onRowThree(ServerAnswer fault) {
        return request -> request.says("number 3?") ? fault : LoopbackServer.followsFromIts(request);
    }

    /** A fault for one request alone. */
    public static LoopbackServer.Script onRequest(int number, ServerAnswer fault) {
        return request -> request.number() == number ? fault : LoopbackServer.followsFromIts(request);
    }

    /** Every row is a pair: nothing is lost. */
    public final void requirePairs(RunResult result) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS);
        run.requireSoundAndComplete(ROWS);
    }

    /** The row of "number 3?" has failed and left nothing in the files; the others are pairs. */
    public final void requireOneFailed(RunResult result, String kind) throws IOException {
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
        assertThat(result.outcomes().of(OutcomeKind.PAIR)).isEqualTo(ROWS - 1);
        assertThat(result.outcomes().details(OutcomeKind.FAILED)).isEqualTo(Map.of(kind, 1L));
        assertThat(run.exported()).doesNotContain("number 3?");
        run.requireSoundAndComplete(ROWS);
    }
}
