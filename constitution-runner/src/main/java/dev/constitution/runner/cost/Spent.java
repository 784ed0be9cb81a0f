package dev.constitution.runner.cost;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run's answers took: those of one start, or of all.
 *
 * @param amount of all answers that arrived, whatever became of them
 * @param cost of those whose model's price is known
 * @param estimated how many of them the provider did not count the tokens of
 * @param unpricedCalls how many of them are not in the cost, since their model's price is unknown
 * @param unpriced these models
 */
public record Spent(Amount amount, Cost cost, long estimated, long unpricedCalls, SortedSet<String> unpriced) {
    public Spent {
        unpriced = Collections.unmodifiableSortedSet(new TreeSet<>(unpriced));
    }

    /**
     * What all rows would cost at this rate; empty when a price is unknown, nothing was spent or no row is done.
     *
     * @param done the rows that this was spent on
     */
    public Optional<Cost> projected(long done, long all) {
        return isPriced() && cost.compareTo(Cost.ZERO) > 0 && done > 0
                ? Optional.of(cost.projected(done, all))
                : Optional.empty();
    }

    /** Whether the cost is that of all answers. */
    public boolean isPriced() {
        return unpriced.isEmpty();
    }
}
