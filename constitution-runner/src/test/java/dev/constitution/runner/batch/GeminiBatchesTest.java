package dev.constitution.runner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs by Gemini's batches, against a stub that keeps their rules. */
class GeminiBatchesTest extends BatchContract {
    @Override
    BatchStub.Form form() {
        return new GeminiForm();
    }

    /** The second look is the first that finds answers. */
    @Test
    void execute_answersBreakOff_areReadAgainAndPaidOnce() throws Exception {
        stub.faults((call, count) -> call.equals("state") && count == 3 ? BatchStub.Fault.CUT : BatchStub.Fault.NONE);

        var unused = batch();

        assertThat(stub.batches()).hasSize(3);
        requireDoneOnce();
    }

    @Test
    void execute_answerToCreateLostBesideManyOthers_findsItsOwnOnALaterPage() throws Exception {
        List<BatchStub.Request> others = List.of(
                new BatchStub.Request("other", Json.parse("{\"contents\":[{\"parts\":[{\"text\":\"other\"}]}]}")));
        for (int i = 0; i < 120; i++) {
            var unused = stub.add(new BatchStub.Held("batches/other" + i, "other", "", others));
        }
        stub.faults((call, count) -> call.equals("create") && count == 1 ? BatchStub.Fault.LOST : BatchStub.Fault.NONE);

        var unused = batch();

        assertThat(stub.batches()).hasSize(123);
        requireDoneOnce();
    }
}
