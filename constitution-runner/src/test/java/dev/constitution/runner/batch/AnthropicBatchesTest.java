package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs by Anthropic's batches, against a stub that keeps their rules. */
class AnthropicBatchesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new AnthropicForm();
    }

    @Test
    void execute_answerToCreateLostBesideAnothersBatchOfTheSameSize_findsItsOwn() throws Exception {
        List<BatchStub.Request> others = IntStream.range(0, ROWS)
                .mapToObj(i -> new BatchStub.Request("other-" + i, Json.parse("{\"messages\":[\"other " + i + "\"]}")))
                .toList();
        stub.faults((call, count) -> {
            if (call.equals("create") && count == 1) {
                var unused = stub.add(new BatchStub.Held("msgbatch_other", "", "", others));
                return BatchStub.Fault.LOST;
            }
            return BatchStub.Fault.NONE;
        });

        var unused = batch();

        assertThat(stub.batches()).hasSize(4);
        assertThat(stub.paidTwice()).isZero();
        assertThat(stub.answered()).isEqualTo(4 * ROWS);
        requireDone();
    }
}
