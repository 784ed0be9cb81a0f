package dev.constitution.runner.export;

import dev.constitution.runner.stats.Proportion;

/**
 * How a judge's verdicts depended on the order of the answers.
 *
 * @param judged comparisons that were judged in both orders
 * @param samePosition those of them in which the same position won, whichever answer stood there
 */
public record OrderCounts(long judged, long samePosition) {

    /**
     * Whether the judge goes by position rather than by the answers: the same position won in more than half of the
     * comparisons, and so often that the 95 % interval of the share lies above one half.
     */
    public boolean isPositionBound() {
        return judged > 0 && new Proportion(samePosition, judged).interval().low() > 0.5;
    }
}
