package dev.constitution.runner.label;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.store.Choice;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows people what labels come to. */
public final class LabelFiguresText {
    private LabelFiguresText() {}

    public static void print(LabelFigures figures, PrintWriter out) {
        out.println(Words.count(figures.labels(), "label") + " by "
                + (figures.labellers().size() == 1
                        ? "1 person"
                        : figures.labellers().size() + " people")
                + " on " + Words.count(figures.prompts(), "prompt"));
        if (figures.outdated() > 0) {
            out.println("  not counted: " + Words.count(figures.outdated(), "label")
                    + " of answers that have been made anew since");
        }
        for (LabelFigures.Labeller one : figures.labellers()) {
            out.printf(
                    Locale.ROOT,
                    "  %-20s %,d: %,d for a side, %,d %s, %,d skipped%n",
                    Words.shown(one.name()),
                    one.labels(),
                    one.of(Choice.A) + one.of(Choice.B),
                    one.of(Choice.TIE),
                    one.of(Choice.TIE) == 1 ? "tie" : "ties",
                    one.of(Choice.SKIP));
            line(out, "    chose the answer shown first", one.first().figure(Level.DEFAULT));
            one.judge().ifPresent(agreement -> agreement(out, "    agrees with the judge", agreement));
        }
        figures.people().ifPresent(agreement -> agreement(out, "  people agree with each other", agreement));
        figures.judge().ifPresent(agreement -> agreement(out, "  people agree with the judge", agreement));
        figures.sides()
                .forEach(preference -> line(
                        out,
                        "  people prefer " + preference.sides().a() + " to "
                                + preference.sides().b(),
                        preference.rate()));
    }

    private static void agreement(PrintWriter out, String what, LabelFigures.Agreement agreement) {
        line(out, what, agreement.raw());
        line(out, "      beyond chance", agreement.beyondChance());
        agreement.ac1().ifPresent(figure -> line(out, "      where nearly all say the same", figure));
    }

    private static void line(PrintWriter out, String what, Figure figure) {
        String method = figure.method().label() + ", n = " + figure.n();
        if (figure instanceof Figure.Undefined none) {
            out.printf("%-42s undefined: %s  (%s)%n", what, none.reason(), method);
            return;
        }
        Figure.Estimate estimate = figure.estimate().orElseThrow();
        String interval = estimate.range()
                .map(range -> String.format(Locale.ROOT, "%.3f to %.3f", range.low(), range.high()))
                .orElse("no interval");
        String note = estimate.note().map(text -> "; " + text).orElse("");
        out.printf(Locale.ROOT, "%-42s %6.3f  %s  (%s%s)%n", what, estimate.value(), interval, method, note);
    }
}
