package dev.constitution.runner.score;

import dev.constitution.runner.stats.Proportion;
import java.util.Optional;

/** A share with its interval, rounded to six digits. */
record ProportionJson(long hits, long of, double share, double low, double high) {
    private static final double DIGITS = 1e6;

    /** Empty where there is nothing to have a share of. */
    static Optional<ProportionJson> of(Proportion proportion) {
        return Optional.of(proportion)
                .filter(Proportion::isKnown)
                .map(known -> new ProportionJson(
                        known.hits(),
                        known.of(),
                        rounded(known.share()),
                        rounded(known.interval().low()),
                        rounded(known.interval().high())));
    }

    static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
