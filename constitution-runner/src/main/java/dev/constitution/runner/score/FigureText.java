package dev.constitution.runner.score;

import dev.constitution.runner.stats.Figure;
import java.util.Locale;

/** Shows figures that are no shares to people, under the columns of {@link ProportionText}. */
final class FigureText {
    private FigureText() {}

    /** The value and its interval, or why there is none. */
    static String of(Figure figure) {
        String columns = " ".repeat(12);
        if (figure instanceof Figure.Undefined none) {
            return columns + "undefined: " + none.reason();
        }
        Figure.Estimate estimate = figure.estimate().orElseThrow();
        String value = columns + String.format(Locale.ROOT, "%8.2f", estimate.value());
        String interval = estimate.range()
                .map(range -> String.format(Locale.ROOT, "  %.2f to %.2f", range.low(), range.high()))
                .orElse("");
        return value
                + interval
                + estimate.note().map(note -> "  (" + note + ")").orElse("");
    }
}
