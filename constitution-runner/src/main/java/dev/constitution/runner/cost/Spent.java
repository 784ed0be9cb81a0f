package dev.constitution.runner.cost;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run's calls have taken so far, in all its starts.
 *
 * @param amount of all answered calls
 * @param cost of those whose model's price is known
 * @param estimated how many answered calls the provider did not count the tokens of
 * @param failed how many calls failed in this start; what they cost is unknown and not in the cost
 * @param unpriced the models whose calls are not in the cost, since their price is unknown
 */
public record Spent(Amount amount, Cost cost, long estimated, long failed, SortedSet<String> unpriced) {
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

    /** Whether the cost is that of all answered calls. */
    public boolean isPriced() {
        return unpriced.isEmpty();
    }
}
