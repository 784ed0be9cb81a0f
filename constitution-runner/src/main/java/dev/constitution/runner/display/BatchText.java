package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.batch.StoredBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run's batch as it is shown. */
public final class BatchText {
    private BatchText() {}

    /** So many batches have a line each. */
    private static final int MOST = 10;

    /**
     * The batches of a run: a line each, or, where they are many, a line for each model, and one for each of the first that are
     * under way.
     */
    public static List<String> lines(List<StoredBatch> batches, Instant now) {
        if (batches.size() <= MOST) {
            return batches.stream().map(batch -> line(batch, now)).toList();
        }
        List<String> lines = new ArrayList<>();
        new TreeMap<>(batches.stream().collect(Collectors.groupingBy(StoredBatch::model)))
                .forEach((model, all) -> lines.add(together(model, all, now)));
        List<StoredBatch> open = batches.stream().filter(StoredBatch::isOpen).toList();
        open.stream().limit(MOST).forEach(batch -> lines.add(line(batch, now)));
        if (open.size() > MOST) {
            lines.add((open.size() - MOST) + " more batches under way; --json names all");
        }
        return lines;
    }

    private static String together(String model, List<StoredBatch> batches, Instant now) {
        List<StoredBatch> open = batches.stream().filter(StoredBatch::isOpen).toList();
        List<StoredBatch> ended =
                batches.stream().filter(batch -> !batch.isOpen()).toList();
        String states = new TreeMap<>(
                        ended.stream().collect(Collectors.groupingBy(StoredBatch::state, Collectors.counting())))
                .entrySet().stream()
                        .map(state -> state.getValue() + " " + Words.shown(state.getKey()))
                        .collect(Collectors.joining(", ", " (", ")"));
        long refused = ended.stream().mapToLong(StoredBatch::refused).sum();
        return String.format(Locale.ROOT, "%,d %s to ", batches.size(), batches.size() == 1 ? "batch" : "batches")
                + Words.shown(model) + ": " + ended.size()
                + " ended" + (ended.isEmpty() ? "" : states) + ", "
                + Words.count(ended.stream().mapToLong(StoredBatch::answered).sum(), "answer")
                + (refused == 0 ? "" : ", " + refused + " refused")
                + (open.isEmpty() ? "" : "; " + open.size() + " under way, " + underWay(open, now));
    }

    private static String underWay(List<StoredBatch> open, Instant now) {
        StoredBatch oldest =
                open.stream().min(Comparator.comparing(StoredBatch::since)).orElseThrow();
        return Words.count(open.stream().mapToLong(StoredBatch::requests).sum(), "request") + ", the oldest sent "
                + age(oldest, now) + " ago";
    }

    /** A line: a batch under way with its age, another with how long it took. */
    static String line(StoredBatch batch, Instant now) {
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
