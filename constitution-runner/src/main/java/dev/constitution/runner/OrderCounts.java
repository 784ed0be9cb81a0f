package dev.constitution.runner;

/**
 * How a judge's verdicts depended on the order of the answers.
 *
 * @param judged comparisons that were judged in both orders
 * @param samePosition those of them in which the same position won, whichever answer stood there
 */
public record OrderCounts(long judged, long samePosition) {

    /** Whether the judge goes by position more often than not. */
    public boolean isPositionBound() {
        return 2 * samePosition > judged;
    }
}
