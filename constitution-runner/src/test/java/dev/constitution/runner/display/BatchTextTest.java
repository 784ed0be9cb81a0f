package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.batch.StoredBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTextTest {
    private static final Instant NOW = Instant.ofEpochSecond(100_000);

    private static StoredBatch batch(int number, String model, String state, long ended, int refused) {
        return new StoredBatch(
                "constitution-ab-" + number,
                model,
                10_000,
                "",
                NOW.getEpochSecond() - 7200 + number,
                "",
                false,
                "id-" + number,
                state,
                ended,
                ended == 0 ? 0 : 10_000 - refused,
                refused,
                List.of());
    }

    @Test
    void lines_fewBatches_haveOneEach() {
        assertThat(BatchText.lines(
                        List.of(
                                batch(1, "openai:a", "completed", NOW.getEpochSecond() - 3600, 2),
                                batch(2, "openai:a", "in_progress", 0, 0)),
                        NOW))
                .containsExactly(
                        "batch constitution-ab-1: 10,000 requests to openai:a, completed after 59 min 59 s, 9,998 answers, 2 refused",
                        "batch constitution-ab-2: 10,000 requests to openai:a, in_progress, sent 1 h 59 min ago");
    }

    @Test
    void lines_manyBatches_areOneForEachModelAndTheFirstUnderWay() {
        List<StoredBatch> batches = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            batches.add(batch(i, "openai:a", i % 20 == 0 ? "expired" : "completed", NOW.getEpochSecond() - 60, i % 2));
        }
        for (int i = 40; i < 55; i++) {
            batches.add(batch(i, "openai:a", "in_progress", 0, 0));
        }
        batches.add(batch(55, "mistral:b", "SUCCESS", NOW.getEpochSecond() - 60, 0));

        List<String> lines = BatchText.lines(batches, NOW);

        assertThat(lines).hasSize(13);
        assertThat(lines.get(0)).isEqualTo("1 batch to mistral:b: 1 ended (1 SUCCESS), 10,000 answers");
        assertThat(lines.get(1))
                .isEqualTo("55 batches to openai:a: 40 ended (38 completed, 2 expired), 399,980 answers, 20 refused;"
                        + " 15 under way, 150,000 requests, the oldest sent 1 h 59 min ago");
        assertThat(lines.get(2)).startsWith("batch constitution-ab-40: ");
        assertThat(lines.get(12)).isEqualTo("5 more batches under way; --json names all");
    }
}
