package dev.constitution.judge;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.judge.Verdict.Preference;

/**
 * When a preference is too weak to make a pair of: the judge could not tell the answers apart.
 *
 * @param margin a probability that lies no further than this from 0.5 is a tie, in [0, 0.5)
 * @param byPosition whether it is a tie, too, where the same position won in both orders: the winner changed with the order
 */
public record TieRule(double margin, boolean byPosition) {

    /** The default: within 0.05 of one half, or another winner in the other order. */
    public static final TieRule DEFAULT = new TieRule(0.05, true);

    /** Exactly one half alone: for data whose trainer reads the probability as a soft label. */
    public static final TieRule EXACT = new TieRule(0, false);

    /** Means of decimal fractions miss the margin by a rounding error. */
    private static final double ROUNDING = 1e-9;

    public TieRule {
        if (!(margin >= 0 && margin < 0.5)) {
            throw new IllegalArgumentException("margin must be in [0, 0.5), got " + margin);
        }
    }

    /** Whether neither answer counts as preferred. */
    public boolean isTie(Preference preference) {
        return Math.abs(preference.probability() - 0.5) <= margin + ROUNDING
                || (byPosition
                        && preference
                                .order()
                                .filter(OrderEffect::isSamePosition)
                                .isPresent());
    }
}
