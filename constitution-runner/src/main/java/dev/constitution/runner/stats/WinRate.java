package dev.constitution.runner.stats;

import java.util.Arrays;

/** The mean score of prompts: a win is 1, a tie one half, a loss 0. By Tango's score interval. */
public final class WinRate {
    private WinRate() {}

    /** Of prompts that were won, tied and lost. */
    public static Figure of(long wins, long ties, long losses, Level level) {
        return of(Moments.of(wins, ties, losses), level);
    }

    /** Of one score a prompt, in [0, 1]; where a prompt was answered several times, its mean. */
    public static Figure of(double[] scores, Level level) {
        return of(Moments.of(Arrays.stream(scores).map(s -> 2 * s - 1).toArray()), level);
    }

    private static Figure of(Moments moments, Level level) {
        return moments.figure(0.5, 0.5, level);
    }
}
