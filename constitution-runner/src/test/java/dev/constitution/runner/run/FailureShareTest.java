package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.Completion;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.ServerRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureShareTest {
    private static final int ROWS = 60;

    private static OutcomeRecord row(OutcomeKind kind) {
        return new OutcomeRecord(0, "p", kind, kind == OutcomeKind.FAILED ? "timeout" : "", "{}");
    }

    /** How many rows are done when the first is one too many; 0 when none is. */
    private static int rowsUntilTooMany(double allowed, int everyNth) {
        FailureShare share = new FailureShare(allowed);
        for (int n = 1; n <= 1_000; n++) {
            if (share.finished(row(n % everyNth == 0 ? OutcomeKind.FAILED : OutcomeKind.PAIR))
                    .isPresent()) {
                return n;
            }
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({
        "0,   1, 1",
        "0.1, 1, 3",
        "0.5, 1, 11",
        "1,   1, 0",
        "0.1, 2, 6",
        "0.1, 9, 27",
        "0.1, 10, 0",
        "0.2, 10, 0",
    })
    void finished_everyNthRowFailed_isTooManyAboveTheShareOfAtLeastTwentyRows(double allowed, int everyNth, int rows) {
        assertThat(rowsUntilTooMany(allowed, everyNth)).isEqualTo(rows);
    }

    @Test
    void finished_tooMany_saysOfWhichKinds() {
        FailureShare share = new FailureShare(0);

        Optional<String> reason = share.finished(row(OutcomeKind.FAILED));

        assertThat(reason)
                .hasValueSatisfying(text -> assertThat(text).startsWith("1 of 1 row of this start failed (timeout 1)"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void failOnError_noShare_isRefused(double share) {
        assertThatThrownBy(() -> Run.builder().failOnError(share)).hasMessageContaining("must be in [0, 1]");
    }

    @Test
    void execute_tooManyRowsFail_stopsAndTheSameRunGoesOnWithTheOthers(@TempDir Path folder) throws Exception {
        RunFolder run = new RunFolder(folder, "run", ROWS);
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(
                    request -> request.number() > 30 ? Completion.of("").sent() : request.ownAnswer());

            RunResult stopped =
                    run.run(server).concurrency(2).failOnError(0.1).build().execute();

            assertThat(stopped.exitCode()).isEqualTo(ExitCode.TOO_MANY_FAILED);
            // Rows under way, twice as many as calls, end in their own way.
            assertThat(stopped.outcomes().of(OutcomeKind.FAILED)).isBetween(3L, 3 + 2 * 2L);
            run.requireSound(ROWS, stopped.outcomes().total());
            server.answering(ServerRequest::ownAnswer);
            RunResult resumed =
                    run.run(server).concurrency(2).failOnError(0.1).build().execute();
            assertThat(resumed.exitCode()).isEqualTo(ExitCode.FAILED_ROWS);
            assertThat(resumed.outcomes().of(OutcomeKind.FAILED))
                    .isEqualTo(stopped.outcomes().of(OutcomeKind.FAILED));
            run.requireSoundAndComplete(ROWS);
        }
    }
}
