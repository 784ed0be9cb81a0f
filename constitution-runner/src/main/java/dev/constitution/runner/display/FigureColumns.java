package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.measure.PairFigures;
import dev.constitution.runner.stats.Figure;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Figures in columns, for people. Keeps why some lack a number or an interval. Not thread-safe. */
final class FigureColumns {
    private static final String UNDEFINED = "undefined";
    private static final int LONGEST_NAME = 22;
    private static final int LONGEST_OF_PAIR = 12;

    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final Set<String> reasons = new LinkedHashSet<>();

    FigureColumns(PrintWriter out) {
        this.out = out;
    }

    /** An arm's line in a table. */
    void armRow(String arm, String format, Object... cells) {
        out.println((String.format(Locale.ROOT, "  %-22s ", name(arm)) + String.format(Locale.ROOT, format, cells))
                .stripTrailing());
    }

    /** A label, and what stands beside it. */
    void row(String label, String format, Object... cells) {
        out.println(
                (String.format(Locale.ROOT, "  %-28s ", Words.shown(label)) + String.format(Locale.ROOT, format, cells))
                        .stripTrailing());
    }

    /** A sentence, on as many lines as it takes. */
    void line(String text) {
        new TextWrap(WIDTH).lines("  ", text).forEach(out::println);
    }

    /** Why figures that were shown so far are undefined or have no interval, each reason once. */
    Set<String> reasons() {
        return reasons;
    }

    /** A share in percent with its interval: {@code 62.5 [49.2, 74.1]}. */
    String percent(Figure figure) {
        return shown(figure, 100, "%.1f", "%.1f");
    }

    /** A share in whole percent with its interval: {@code 62 [49, 74]}. */
    String wholePercent(Figure figure) {
        return shown(figure, 100, "%.0f", "%.0f");
    }

    String wholePercent(Optional<Figure> figure) {
        return figure.map(this::wholePercent).orElse("–");
    }

    /** A number with its interval. */
    String number(Figure figure, String format) {
        return shown(figure, 1, format, format);
    }

    private String shown(Figure figure, double factor, String format, String endFormat) {
        if (figure instanceof Figure.Undefined none) {
            reasons.add(UNDEFINED + ": " + none.reason());
            return UNDEFINED;
        }
        Figure.Estimate estimate = figure.estimate().orElseThrow();
        if (estimate.range().isEmpty()) {
            estimate.note().ifPresent(note -> reasons.add("no interval: " + note));
        }
        return number(factor * estimate.value(), format)
                + estimate.range()
                        .map(range -> " [" + number(factor * range.low(), endFormat) + ", "
                                + number(factor * range.high(), endFormat) + "]")
                        .orElse("");
    }

    /** A p-value: small ones as a bound. */
    static String p(double p) {
        return p < 0.0001 ? "<0.0001" : number(p, "%.4f");
    }

    private static String number(double value, String format) {
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    /** A name that fits its column: the middle of a long one is left out. */
    static String name(String name) {
        return shortened(name, LONGEST_NAME);
    }

    /** Two arms that are compared. */
    static String pair(PairFigures pair) {
        return shortened(pair.a(), LONGEST_OF_PAIR) + " : " + shortened(pair.b(), LONGEST_OF_PAIR);
    }

    private static String shortened(String name, int longest) {
        int half = longest / 2;
        return name.length() <= longest
                ? name
                : name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
    }
}
