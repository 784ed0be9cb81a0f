package dev.constitution.runner.score;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Proportion;
import java.util.Optional;

/**
 * Whether a judge prefers a position, counted verdict by verdict. Not thread-safe.
 *
 * <p>Of a judge that is asked in both orders, the pairs count in which the same position won both times: without a
 * preference, the first and the second win alike. Of one that is asked once, all its verdicts count, since the order is
 * drawn.
 */
final class PositionBias {
    private long both;
    private long firstTwice;
    private long secondTwice;
    private long once;
    private long firstOnce;

    /** Counts a pair that was judged in both orders. */
    void addBoth(OrderEffect order) {
        both++;
        if (order.isSamePosition()) {
            firstTwice += order.aFirst() > 0.5 ? 1 : 0;
            secondTwice += order.aFirst() < 0.5 ? 1 : 0;
        }
    }

    /** Counts a pair that was judged in one order. */
    void addOnce(Preferred shown) {
        if (shown.isAnswer()) {
            once++;
            firstOnce += shown == Preferred.A ? 1 : 0;
        }
    }

    /** Pairs judged in both orders in which the same position won twice: RLAIF's same-position rate. */
    Proportion samePosition() {
        return new Proportion(firstTwice + secondTwice, both);
    }

    /** Where it may show a preference: how often the first position won. */
    Proportion first() {
        return new Proportion(firstTwice + firstOnce, firstTwice + secondTwice + once);
    }

    /** Whether it goes by position rather than by the answers. */
    boolean isBound() {
        return new OrderCounts(both, firstTwice + secondTwice).isPositionBound();
    }

    /** The position that it prefers beyond chance: {@code first} or {@code second}. */
    Optional<String> preferred() {
        Proportion first = first();
        if (!first.isKnown() || first.interval().contains(0.5)) {
            return Optional.empty();
        }
        return Optional.of(first.share() > 0.5 ? "first" : "second");
    }
}
