package dev.constitution.runner.score;

import dev.constitution.runner.stats.Interval;
import dev.constitution.runner.stats.Proportion;
import java.util.Locale;

/** Shows shares to people, in columns. */
final class ProportionText {
    /** What stands over the columns. */
    static final String HEADER = String.format(Locale.ROOT, "%11s %8s  %s", "pairs", "share", "95 % interval");

    private ProportionText() {}

    /** Hits and number, the share and its interval; without these where there is nothing to have a share of. */
    static String of(Proportion proportion) {
        String counts = String.format(Locale.ROOT, "%5d/%5d", proportion.hits(), proportion.of());
        if (!proportion.isKnown()) {
            return counts;
        }
        Interval interval = proportion.interval();
        return counts
                + String.format(
                        Locale.ROOT,
                        " %6.1f %%  %.1f to %.1f",
                        100 * proportion.share(),
                        100 * interval.low(),
                        100 * interval.high());
    }
}
