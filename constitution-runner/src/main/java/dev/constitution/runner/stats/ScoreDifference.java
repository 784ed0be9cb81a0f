package dev.constitution.runner.stats;

/** By how much one arm's scores exceed another's on the same prompts. By Tango's score interval. */
public final class ScoreDifference {
    private ScoreDifference() {}

    /** Of two arms' scores in [0, 1], those of a prompt in the same place; a prompt that lacks either is left out. */
    public static Figure of(double[] a, double[] b, Level level) {
        return of(moments(a, b), level);
    }

    /** Of one difference a prompt, in [-1, 1]. */
    public static Figure of(Moments differences, Level level) {
        return differences.figure(1, 0, level);
    }

    private static Moments moments(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "both arms need a score for every prompt, got " + a.length + " and " + b.length);
        }
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return Moments.of(differences);
    }
}
