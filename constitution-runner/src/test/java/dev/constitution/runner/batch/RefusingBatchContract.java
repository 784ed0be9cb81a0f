package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.run.RunResult;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The same for providers that take no batch while too much waits there. */
abstract class RefusingBatchContract extends BatchContract {
    @Test
    void execute_tooMuchWaitsAtTheProvider_isSentWhenAnotherHasEnded() throws Exception {
        stub.refusing(batch -> stub.batches().stream()
                                .filter(other -> other.fault.isEmpty() && other.answers.isEmpty())
                                .count()
                        >= 2
                ? "token_limit_exceeded"
                : "");

        RunResult result = batch(BatchRules.Rest.BATCHES, OptionalInt.of(5));

        assertThat(result.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(stub.batches()).anyMatch(batch -> !batch.fault.isEmpty());
        requireDoneOnce();
    }

    @Test
    void execute_oneBatchIsTooMuch_stops() throws Exception {
        stub.refusing(batch -> "token_limit_exceeded");

        RunResult result = batch();

        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(result.stopped().orElseThrow().message()).contains("--batch-size");
    }
}
