package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.wire.RawAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredUsageTest {
    @TempDir
    private Path folder;

    @Test
    void usage_storedEstimates_areCountedAsEstimates() throws IOException {
        CallUsage usage = new CallUsage(new Amount(1, 104, 40, 20, 400, 80, 8), 1);
        RawAnswer answer = new RawAnswer(RawAnswer.Form.REPLY, "{}", 1);
        try (RunStore store = RunStore.open(folder)) {
            for (int row = 0; row < 2; row++) {
                CallRecord call = new CallRecord(row, 0, "p", "generate", "generator", "h", answer);
                store.writer().call(call, usage);
            }
            store.writer().meta("after", "both are written"); // writes are in order

            CostMeter meter = new CostMeter(RunCost.unbounded(new TreeMap<>()));
            store.usage().forEach(meter::addEarlier);

            assertThat(meter.spent().amount()).isEqualTo(usage.amount().plus(usage.amount()));
            assertThat(meter.spent().estimated()).isEqualTo(2);
        }
    }

    @Test
    void read_anyBitOfItsTextTurnedOver_isDamaged() {
        requireDamageIsFound(new CallUsage(new Amount(1, 104, 40, 20, 400, 80, 8), 1));
        requireDamageIsFound(new CallUsage(new Amount(1, 104, 40, 20, 400, 80, 8), 1).inBatches());
    }

    private static void requireDamageIsFound(CallUsage usage) {
        byte[] text = StoredUsage.write(7, usage).getBytes(StandardCharsets.UTF_8);

        for (int bit = 0; bit < text.length * Byte.SIZE; bit++) {
            byte[] turned = text.clone();
            turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String read = new String(turned, StandardCharsets.UTF_8);
            assertThat(StoredUsage.read(7, read)).as(read).isEmpty();
        }
        assertThat(StoredUsage.read(7, new String(text, StandardCharsets.UTF_8)))
                .contains(new StoredUsage(usage, true));
    }
}
