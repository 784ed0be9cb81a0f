package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SliceCountsTest {
    private static Counts row(long row) {
        OutcomeRecord failed = new OutcomeRecord(row, "p-" + row, OutcomeKind.FAILED, "timeout", "{}");
        return Counts.of(
                List.of(OutcomeRow.of(
                        failed,
                        Map.of("generator", new CallUsage(new Amount(1, 3, 0, 4, 9, 12), 0)),
                        RunCost.unbounded(
                                new TreeMap<>(Map.of("generator", "openai-compatible:m@http://127.0.0.1:9/v1"))))),
                new TreeMap<>(Map.of("tools", 1L)));
    }

    @Test
    void merge_sliceDoneTwice_countsOnce() {
        SliceCounts first = new SliceCounts();
        first.add(0, Counts.sum(Stream.of(row(0), row(1))));
        SliceCounts other = new SliceCounts();
        other.add(1, row(10));

        SliceCounts all = new SliceCounts();
        all.merge(first);
        all.merge(other);
        all.merge(first.copy());
        assertThat(all.value()).containsEntry("rows failed", 3L).containsEntry("calls", 3L);
        assertThat(all.value()).containsKeys("input_tokens", "output_tokens").doesNotContainKey("nano_usd");
    }

    @Test
    void text_sumOfSlices_readAgain() {
        Counts sum = Counts.sum(Stream.of(row(0), row(1)));
        assertThat(Counts.of(sum.toText())).isEqualTo(sum);
        assertThat(sum.usd()).as("unknown is not 0").isNull();
        assertThat(sum.leftOut()).containsExactly(Map.entry("tools", 2L));

        Counts priced = new Counts(
                new TreeMap<>(Map.of("pair", new TreeMap<>(Map.of("", 2L)))),
                6,
                1,
                2,
                new BigDecimal("0.000000012"),
                new TreeMap<>());
        assertThat(Counts.sum(Stream.of(priced, Counts.of(priced.toText()))).usd())
                .isEqualByComparingTo("0.000000024");
    }
}
