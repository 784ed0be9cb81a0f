package dev.constitution.runner.report;

import dev.constitution.runner.stats.Figure;
import java.util.Locale;
import java.util.Optional;

/**
 * An estimate with its interval on a scale from 0 to 100, as places in a picture.
 *
 * @param at where the estimate stands
 * @param from where the interval begins; equal to {@code at} where there is none
 * @param to where it ends
 * @param zero where the value stands that means no difference; empty where none does
 */
record IntervalPicture(String at, String from, String to, Optional<String> zero) {

    /**
     * @param low the scale's low end
     * @param high the scale's high end
     */
    static IntervalPicture of(Figure.Estimate estimate, double low, double high, boolean isComparison) {
        double at = place(estimate.value(), low, high);
        return new IntervalPicture(
                text(at),
                text(estimate.range()
                        .map(range -> place(range.low(), low, high))
                        .orElse(at)),
                text(estimate.range()
                        .map(range -> place(range.high(), low, high))
                        .orElse(at)),
                isComparison ? Optional.of(text(50)) : Optional.empty());
    }

    private static double place(double value, double low, double high) {
        return 100 * Math.min(1, Math.max(0, (value - low) / (high - low)));
    }

    private static String text(double place) {
        return String.format(Locale.ROOT, "%.2f", place);
    }
}
