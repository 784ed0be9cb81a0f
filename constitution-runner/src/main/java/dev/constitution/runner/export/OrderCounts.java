package dev.constitution.runner.export;

import dev.constitution.runner.stats.Proportion;

/**
 * How a judge's verdicts depended on the order of the answers.
 *
 * @param judged comparisons that were judged in both orders
 * @param samePosition those of them in which the same position won, whichever answer stood there
 * @param nearTies those of the others whose probability is so near to one half that it says nothing
 */
public record OrderCounts(long judged, long samePosition, long nearTies) {

    /** Where no other is near one half. */
    public OrderCounts(long judged, long samePosition) {
        this(judged, samePosition, 0);
    }

    /** Whether the same position won in most comparisons, be they ever so few: the verdicts say nothing of the answers. */
    public boolean isMostlyByPosition() {
        return judged > 1 && 2 * samePosition > judged;
    }

    /**
     * Whether the judge goes by position rather than by the answers: the same position won in more than half of the
     * comparisons, and so often that the 95 % interval of the share lies above one half.
     */
    public boolean isPositionBound() {
        return judged > 0 && new Proportion(samePosition, judged).interval().low() > 0.5;
    }
}
