package dev.constitution.runner.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;

/** How to look at an experiment more than once and still be wrong no more often than stated. */
public final class Looks {
    private static final double EARLY = 0.001;
    /** The most looks that can be planned. */
    public static final int MOST = 20;

    private Looks() {}

    /**
     * Pocock's level (1977) for each of a planned number of looks, for tests and for intervals; all looks together then err as
     * often as {@code level} says.
     *
     * @param looks 1 to {@value #MOST}, after the same number of prompts each
     */
    public static Level pocock(int looks, Level level) {
        if (looks < 1 || looks > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " looks can be planned, got " + looks);
        }
        return looks == 1 ? level : new RepeatedLooks(looks).levelFor(level);
    }

    /** Haybittle and Peto's levels: 0.001 at each look but the last, which has the whole level; errors rise by a hair. */
    public static List<Level> haybittlePeto(int looks, Level level) {
        if (looks < 1) {
            throw new IllegalArgumentException("there must be a look at least, got " + looks);
        }
        List<Level> levels = new ArrayList<>(Collections.nCopies(looks - 1, new Level(EARLY)));
        levels.add(level);
        return levels;
    }

    /**
     * The evidence of decided prompts against two equal arms, for looks that nobody planned: 20 or more at any time is a find
     * at 5 %. A uniform mixture over win rates, against one half.
     */
    public static double evidence(long wins, long losses) {
        if (wins < 0 || losses < 0) {
            throw new IllegalArgumentException("counts must not be negative, got " + wins + " and " + losses);
        }
        return Math.exp(LogBeta.value(wins + 1.0, losses + 1.0) + (wins + losses) * Math.log(2));
    }
}
