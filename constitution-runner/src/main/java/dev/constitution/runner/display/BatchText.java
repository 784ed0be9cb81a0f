package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.batch.StoredBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A run's batch as it is shown. */
public final class BatchText {
    private BatchText() {}

    /** A line: a batch under way with its age, another with how long it took. */
    public static String line(StoredBatch batch, Instant now) {
        String what = "batch " + batch.name() + ": " + Words.count(batch.requests(), "request") + " to "
                + Words.shown(batch.model()) + ", " + Words.shown(batch.state());
        if (batch.isOpen()) {
            return what + ", sent " + age(batch, now) + " ago";
        }
        return what + " after " + age(batch, Instant.ofEpochSecond(batch.ended())) + ", "
                + Words.count(batch.answered(), "answer")
                + (batch.refused() == 0 ? "" : ", " + batch.refused() + " refused");
    }

    private static String age(StoredBatch batch, Instant end) {
        Duration age = Duration.between(batch.since(), end);
        return Durations.inWords(age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * The same in JSON.
     *
     * @param id the provider's, where it is known
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Fields(
            String name,
            Optional<String> id,
            String model,
            int requests,
            String state,
            String since,
            Optional<String> ended,
            int answered,
            int refused) {

        public static Fields of(StoredBatch batch) {
            return new Fields(
                    batch.name(),
                    Optional.of(batch.id()).filter(id -> !id.isEmpty()),
                    batch.model(),
                    batch.requests(),
                    batch.state(),
                    batch.since().toString(),
                    batch.isOpen()
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochSecond(batch.ended()).toString()),
                    batch.answered(),
                    batch.refused());
        }
    }
}
