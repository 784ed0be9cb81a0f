package dev.constitution.runner.stats;

import java.util.Arrays;

/**
 * How many prompts give an interval of a wanted width.
 *
 * @param prompts with so many, about half of all studies reach it
 */
public record SampleSize(long prompts) {
    private static final double MARGIN = 1.1;

    /** With so many, nearly all studies reach it: how many ties there are varies. */
    public long ample() {
        return (long) Math.ceil(prompts * MARGIN);
    }

    /** With several answers a prompt, counted in answers. */
    public SampleSize times(double designEffect) {
        return new SampleSize((long) Math.ceil(prompts * designEffect));
    }

    /**
     * For a win rate.
     *
     * @param rate the win rate expected
     * @param ties the share of ties expected
     * @param halfWidth the wanted half of the interval's width
     */
    public static SampleSize ofWinRate(double rate, double ties, double halfWidth, Level level) {
        double variance = rate * (1 - rate) - ties / 4;
        if (!(rate >= 0 && rate <= 1 && ties >= 0 && ties <= 1 && variance > 0)) {
            throw new IllegalArgumentException("a win rate of " + rate + " with " + ties
                    + " ties leaves no prompt that differs; plan with fewer ties or a rate nearer to one half");
        }
        return of(variance, halfWidth, level);
    }

    /**
     * For Cohen's κ of two raters with the same habits.
     *
     * @param kappa the one expected, below 1
     * @param shares each category's share, two at least
     */
    public static SampleSize ofKappa(double kappa, double[] shares, double halfWidth, Level level) {
        double error = Kappa.standardError(table(kappa, shares));
        return of(error * error, halfWidth, level);
    }

    /** For Gwet's AC1 where κ and the categories' shares are as for {@link #ofKappa}. */
    public static SampleSize ofAc1(double kappa, double[] shares, double halfWidth, Level level) {
        double error = GwetAc1.standardError(table(kappa, shares));
        return of(error * error, halfWidth, level);
    }

    private static SampleSize of(double variance, double halfWidth, Level level) {
        if (!(halfWidth > 0 && halfWidth < 1)) {
            throw new IllegalArgumentException("half of an interval's width must be in (0, 1), got " + halfWidth);
        }
        double z = level.z();
        return new SampleSize((long) Math.ceil(z * z * variance / (halfWidth * halfWidth) - 1e-9));
    }

    private static RaterTable table(double kappa, double[] shares) {
        if (!(kappa >= 0 && kappa < 1)) {
            throw new IllegalArgumentException("kappa must be in [0, 1), got " + kappa);
        }
        if (shares.length < 2
                || Arrays.stream(shares).anyMatch(share -> !(share > 0))
                || Math.abs(Arrays.stream(shares).sum() - 1) > 1e-9) {
            throw new IllegalArgumentException("the shares of two categories or more must be above 0 and sum to 1, got "
                    + Arrays.toString(shares));
        }
        double[][] cells = new double[shares.length][shares.length];
        for (int i = 0; i < shares.length; i++) {
            for (int j = 0; j < shares.length; j++) {
                cells[i][j] = (1 - kappa) * shares[i] * shares[j] + (i == j ? kappa * shares[i] : 0);
            }
        }
        return new RaterTable(cells);
    }
}
