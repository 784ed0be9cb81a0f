package dev.constitution.runner.score;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import java.util.Locale;

/** Shows shares to people, in columns. */
final class ProportionText {
    /** What stands over the columns. */
    static final String HEADER = String.format(Locale.ROOT, "%11s %8s  %s", "pairs", "share", "95 % interval");

    private ProportionText() {}

    /** Hits and number, the share and its interval; without these where there is nothing to have a share of. */
    static String of(Proportion proportion) {
        return of(proportion, proportion.figure(Level.DEFAULT));
    }

    /** The same for a share whose interval goes by fewer, independent things. */
    static String of(Proportion proportion, Figure figure) {
        String counts = String.format(Locale.ROOT, "%5d/%5d", proportion.hits(), proportion.of());
        return figure.interval()
                .map(interval -> counts
                        + String.format(
                                Locale.ROOT,
                                " %6.1f %%  %.1f to %.1f",
                                100 * proportion.share(),
                                100 * interval.low(),
                                100 * interval.high()))
                .orElse(counts);
    }
}
