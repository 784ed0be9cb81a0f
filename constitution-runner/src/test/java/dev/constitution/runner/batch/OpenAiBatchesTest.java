package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.threads.StopSwitch;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Runs by OpenAI's batches, against a stub that keeps their rules. */
class OpenAiBatchesTest extends RefusingBatchContract {
    @Override
    BatchStub.Form form() {
        return new OpenAiForm();
    }

    @Test
    void execute_batchRefusedAsAWhole_stopsWithItsWordsAndGoesOnByCalls() throws Exception {
        stub.refusing(batch -> "model_without_batches");
        RunResult refused = batch();
        assertThat(refused.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(refused.stopped().orElseThrow().message()).contains("model_without_batches", "without --batch");

        assertThat(batch(BatchRules.Rest.CALLS, OptionalInt.empty()).exitCode()).isEqualTo(ExitCode.COMPLETE);

        assertThat(stub.singles()).isEqualTo(3 * ROWS);
        requireDoneOnce();
    }

    @Test
    void execute_linesAreNamedThatSpoilTheirBatch_areSentByThemselves() throws Exception {
        stub.spoiling(request -> request.toString().contains("Question number 13?"));

        assertThat(batch().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        assertThat(stub.batches().stream().limit(3).map(batch -> batch.requests.size()))
                .containsExactlyInAnyOrder(ROWS, 1, ROWS - 1);
        assertThat(stub.batches()).hasSize(5);
        assertThat(stub.answered()).isEqualTo(3 * (ROWS - 1));
    }

    /** The others are answered before the lines at fault are refused, and are no part of the search any more. */
    @Test
    void execute_manyLinesAreNamed_failTheirRowsAlone() throws Exception {
        stub.spoiling(request -> request.toString().matches(".*Question number 1?[02468]\\?.*"));

        assertThat(batch().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        assertThat(stub.answered()).isEqualTo(3 * ROWS / 2);
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.singles()).isZero();
    }

    /** Which of them are at fault is left to single calls. */
    @Test
    void execute_refusedBatchIsGoneOnFromByCalls_failsTheRowsAtFault() throws Exception {
        stub.spoiling(request -> request.toString().contains("Question number 13?"));
        StopSwitch stop = new StopSwitch();
        stub.faults((call, count) -> {
            if (call.equals("create")) {
                var unused = stop.request();
            }
            return BatchStub.Fault.NONE;
        });
        assertThat(batch(stop).exitCode()).isEqualTo(ExitCode.INTERRUPTED);

        assertThat(calls().exitCode()).isEqualTo(ExitCode.FAILED_ROWS);

        assertThat(stub.batches()).hasSize(1);
        assertThat(stub.answered()).isEqualTo(3 * (ROWS - 1));
        assertThat(stub.paidTwice()).isZero();
    }

    @Test
    void execute_theAccountIsRefusedWithTheBatch_stopsAsForSingleCalls() throws Exception {
        stub.refusing(batch -> "billing_hard_limit_reached");

        assertThat(batch().exitCode()).isEqualTo(ExitCode.AUTHENTICATION);

        assertThat(stub.count("create")).isEqualTo(1);
        stub.refusing(batch -> "");
        assertThat(batch().exitCode()).isEqualTo(ExitCode.COMPLETE);
        requireDoneOnce();
    }
}
