package dev.constitution.runner.report;

import dev.constitution.runner.stats.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Figures of several things side by side, each with its interval.
 *
 * @param id what links lead to
 * @param lead what the figures are, in a sentence or two
 * @param notes what has to be known before the figures are believed
 * @param of what the rows are
 * @param columns what the figures are called
 */
record FigureTable(
        String id, String title, String lead, List<String> notes, String of, List<String> columns, List<Row> rows) {

    /** A table that speaks for itself. */
    FigureTable(String id, String title, String lead, String of, List<String> columns, List<Row> rows) {
        this(id, title, lead, List.of(), of, columns, rows);
    }

    /**
     * @param link a place of the page that shows what the figures are of; empty where there is none
     */
    record Row(String label, Optional<String> link, List<Cell> cells) {}

    /**
     * A figure in words and as a picture.
     *
     * @param value what is printed large
     * @param more its interval and number, or why there is none
     * @param hint the method, and what has to be known with it
     */
    record Cell(String value, String more, String hint, Optional<IntervalPicture> picture) {

        static Cell text(String value) {
            return new Cell(value, "", "", Optional.empty());
        }

        static Cell count(long count) {
            return text(String.format(Locale.ROOT, "%,d", count));
        }

        /** A share or a rate, in [0, 1]. */
        static Cell share(Figure figure) {
            return of(figure, 0, 1, false);
        }

        /** A win rate, in which one half is no difference. */
        static Cell rate(Figure figure) {
            return of(figure, 0, 1, true);
        }

        /** A difference or an agreement, whose absolute value is at most {@code most}. */
        static Cell difference(Figure figure, double most) {
            return of(figure, -most, most, true);
        }

        /** A number that has no scale, such as a length. */
        static Cell number(Figure figure) {
            return unscaled(figure, Cell::plain);
        }

        /** The same where fractions count. */
        static Cell logOdds(Figure figure) {
            return unscaled(figure, Cell::fraction);
        }

        private static Cell unscaled(Figure figure, DoubleFunction<String> form) {
            if (figure instanceof Figure.Undefined undefined) {
                return undefined(undefined);
            }
            Figure.Estimate estimate = figure.estimate().orElseThrow();
            return new Cell(form.apply(estimate.value()), more(estimate, form), hint(estimate), Optional.empty());
        }

        private static Cell of(Figure figure, double low, double high, boolean isComparison) {
            if (figure instanceof Figure.Undefined undefined) {
                return undefined(undefined);
            }
            Figure.Estimate estimate = figure.estimate().orElseThrow();
            DoubleFunction<String> form = low == 0 ? Cell::percent : Cell::fraction;
            return new Cell(
                    form.apply(estimate.value()) + (low == 0 ? " %" : ""),
                    more(estimate, form),
                    hint(estimate),
                    Optional.of(IntervalPicture.of(estimate, low, high, isComparison)));
        }

        private static Cell undefined(Figure.Undefined figure) {
            return new Cell("undefined", figure.reason(), figure.method().label(), Optional.empty());
        }

        private static String more(Figure.Estimate estimate, DoubleFunction<String> form) {
            return estimate.range()
                            .map(range -> form.apply(range.low()) + " to " + form.apply(range.high()))
                            .orElseGet(() -> estimate.note().orElse("no interval"))
                    + String.format(Locale.ROOT, ", n %,d", estimate.n());
        }

        private static String hint(Figure.Estimate estimate) {
            return estimate.method().label()
                    + estimate.note().map(note -> "; " + note).orElse("");
        }

        private static String percent(double value) {
            return String.format(Locale.ROOT, "%.1f", 100 * value);
        }

        private static String fraction(double value) {
            return String.format(Locale.ROOT, "%.3f", value);
        }

        private static String plain(double value) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
    }
}
