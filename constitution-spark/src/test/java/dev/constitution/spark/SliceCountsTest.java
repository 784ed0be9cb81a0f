package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SliceCountsTest {
    private static OutcomeRow row(long row) {
        OutcomeRecord failed = new OutcomeRecord(row, "p-" + row, OutcomeKind.FAILED, "timeout", "{}");
        return OutcomeRow.of(
                failed,
                Map.of("generator", new CallUsage(new Amount(1, 3, 0, 4, 9, 12), 0)),
                RunCost.unbounded(new TreeMap<>(Map.of("generator", "openai-compatible:m@http://127.0.0.1:9/v1"))));
    }

    @Test
    void merge_sliceDoneTwice_countsOnce() {
        SliceCounts whole = new SliceCounts();
        whole.add(0, row(0));
        whole.add(0, row(1));
        SliceCounts brokenOff = new SliceCounts();
        brokenOff.add(0, row(1));
        SliceCounts other = new SliceCounts();
        other.add(1, row(10));

        SliceCounts all = new SliceCounts();
        all.merge(brokenOff);
        all.merge(whole);
        all.merge(other);

        SliceCounts again = new SliceCounts();
        again.add(0, row(0));
        again.add(0, row(1));
        all.merge(again);
        assertThat(all.value()).containsEntry("rows failed", 3L).containsEntry("calls", 3L);
        assertThat(all.value()).containsKeys("input_tokens", "output_tokens").doesNotContainKey("nano_usd");
    }
}
