package dev.constitution.runner.dataset;

/**
 * How often answers to a class of prompts evade them.
 *
 * @param pairs how many pairs were looked at
 * @param chosen how many chosen answers evade
 * @param rejected how many rejected answers do
 */
public record RefusalRate(long pairs, long chosen, long rejected) {
    private static final double NOTABLE = 0.01;
    private static final long FEWEST = 3;

    RefusalRate plus(RefusalRate other) {
        return new RefusalRate(pairs + other.pairs, chosen + other.chosen, rejected + other.rejected);
    }

    /** Whether notably more chosen answers evade than rejected ones: a model learns to refuse from such pairs. */
    boolean isTaught() {
        return chosen - rejected >= Math.max(FEWEST, NOTABLE * pairs);
    }
}
