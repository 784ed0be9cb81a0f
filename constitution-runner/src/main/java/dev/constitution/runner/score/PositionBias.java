package dev.constitution.runner.score;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.pairs.Preferred;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.McNemar;
import dev.constitution.runner.stats.Moments;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.TwoOrders;
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
    private long tiesOnce;
    private double leaning; // of each pair 1 where the first position won, -1 where the second did
    private double squares;

    /** Counts a pair that was judged in both orders. */
    void addBoth(OrderEffect order) {
        both++;
        lean((Math.signum(order.aFirst() - 0.5) - Math.signum(order.aSecond() - 0.5)) / 2);
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
            lean(shown == Preferred.A ? 1 : -1);
        } else {
            tiesOnce++;
        }
    }

    private void lean(double towardsFirst) {
        leaning += towardsFirst;
        squares += towardsFirst * towardsFirst;
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

    /** By how much the first position raises its answer's win rate above one half. */
    Figure bias() {
        return TwoOrders.bias(new Moments(both + once + tiesOnce, leaning, squares), Level.DEFAULT);
    }

    /** Whether that is more than chance. */
    McNemar test() {
        long first = first().hits();
        return new McNemar(first, first().of() - first, both + once + tiesOnce);
    }

    boolean isBorderline() {
        return test().verdict(Level.DEFAULT) == McNemar.Verdict.BORDERLINE;
    }

    /** The position that it prefers beyond chance: {@code first} or {@code second}. */
    Optional<String> preferred() {
        if (test().verdict(Level.DEFAULT) != McNemar.Verdict.DIFFERENT) {
            return Optional.empty();
        }
        return Optional.of(first().share() > 0.5 ? "first" : "second");
    }
}
