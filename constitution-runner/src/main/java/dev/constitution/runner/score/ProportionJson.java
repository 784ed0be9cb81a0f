package dev.constitution.runner.score;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import java.util.Optional;

/** A share with its interval, rounded to six digits. */
record ProportionJson(long hits, long of, double share, double low, double high) {
    private static final double DIGITS = 1e6;

    /** Empty where there is nothing to have a share of. */
    static Optional<ProportionJson> of(Proportion proportion) {
        return of(proportion, proportion.figure(Level.DEFAULT));
    }

    /** A share whose interval goes by fewer, independent things; empty where there is none. */
    static Optional<ProportionJson> of(Proportion proportion, Figure figure) {
        return figure.interval()
                .map(interval -> new ProportionJson(
                        proportion.hits(),
                        proportion.of(),
                        rounded(proportion.share()),
                        rounded(interval.low()),
                        rounded(interval.high())));
    }

    static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
