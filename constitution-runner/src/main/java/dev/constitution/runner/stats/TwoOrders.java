package dev.constitution.runner.stats;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a judge that is asked in both orders says of two arms, A and B.
 *
 * @param winRate A's, of each prompt the mean of both orders
 * @param shownFirst A's where it is shown first; not to be reported alone
 * @param shownSecond A's where it is shown second
 * @param disagreeing prompts on which the orders disagree
 * @param bias by how much a position raises the first answer's win rate above one half
 * @param byPosition the test of that bias: prompts where the first position, and where the second, won both times
 * @param missing prompts that lack a verdict in either order, which count nowhere else
 */
public record TwoOrders(
        Figure winRate,
        Figure shownFirst,
        Figure shownSecond,
        Proportion disagreeing,
        Figure bias,
        McNemar byPosition,
        long missing) {

    /** A's score on one prompt in either order, in [0, 1]; empty where there is no verdict. */
    public record Scores(OptionalDouble shownFirst, OptionalDouble shownSecond) {
        boolean isComplete() {
            return shownFirst.isPresent() && shownSecond.isPresent();
        }
    }

    public static TwoOrders of(List<Scores> prompts, Level level) {
        List<Scores> complete = prompts.stream().filter(Scores::isComplete).toList();
        double[] first = complete.stream()
                .mapToDouble(scores -> scores.shownFirst().orElseThrow())
                .toArray();
        double[] second = complete.stream()
                .mapToDouble(scores -> scores.shownSecond().orElseThrow())
                .toArray();
        double[] means = new double[first.length];
        double[] leaning = new double[first.length];
        long disagreeing = 0;
        long byFirst = 0;
        long bySecond = 0;
        for (int i = 0; i < first.length; i++) {
            means[i] = (first[i] + second[i]) / 2;
            leaning[i] = first[i] - second[i];
            disagreeing += first[i] == second[i] ? 0 : 1;
            byFirst += first[i] == 1 && second[i] == 0 ? 1 : 0;
            bySecond += first[i] == 0 && second[i] == 1 ? 1 : 0;
        }
        return new TwoOrders(
                WinRate.of(means, level),
                WinRate.of(first, level),
                WinRate.of(second, level),
                new Proportion(disagreeing, first.length),
                bias(Moments.of(leaning), level),
                new McNemar(byFirst, bySecond, first.length),
                prompts.size() - first.length);
    }

    /**
     * A position's bias: half of the mean leaning.
     *
     * @param leanings of each prompt 1 where the first position won in both orders, -1 where the second did, else 0
     */
    public static Figure bias(Moments leanings, Level level) {
        return leanings.figure(0.5, 0, level);
    }

    /** Whether the judge said nothing of the answers: one and the same position won on every prompt in both orders. */
    public boolean followsPosition() {
        long n = byPosition.n();
        return n > 0 && (byPosition.a() == n || byPosition.b() == n);
    }
}
