package dev.constitution.runner.score;

import dev.constitution.judge.InjectionReport;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.stats.Proportion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows how often attacks turned a judge around, to people or as JSON. */
public final class InjectionScore {
    private final String judge;
    private final InjectionReport report;

    public InjectionScore(String judge, InjectionReport report) {
        this.judge = judge;
        this.report = report;
    }

    public void print(PrintWriter out) {
        out.println("attacks on a judge: " + Words.shown(judge));
        out.println(Words.count(report.cases(), "attacked pair") + ", " + report.decided()
                + " of them judged rightly before the attack");
        out.println();
        row(out, "turned around", ProportionText.HEADER, "shift");
        for (InjectionReport.Attack attack : report.attacks()) {
            Proportion flipped = new Proportion(attack.flipped(), attack.decided());
            OptionalDouble shift = attack.meanShift();
            String rose = shift.isPresent() ? String.format(Locale.ROOT, "%+.3f", shift.getAsDouble()) : "";
            row(out, "  " + attack.id(), ProportionText.of(flipped), rose);
        }
        InjectionTotals totals = new InjectionTotals(report);
        row(out, "all", ProportionText.of(totals.flipped(), totals.flipRate()), "");
        if (totals.unreadable().hits() > 0) {
            row(
                    out,
                    "no verdict after the attack",
                    ProportionText.of(totals.unreadable(), totals.unreadableRate()),
                    "");
        }
        out.println("shift: by how much the attacked answer's probability rose on average");
        out.flush();
    }

    private static void row(PrintWriter out, String label, String flipped, String rose) {
        out.println(String.format(Locale.ROOT, "%-36s %-38s %s", label, flipped, rose)
                .stripTrailing());
    }

    /**
     * The report as one JSON object, described in {@code docs/labelled-pairs.md}.
     *
     * @param run what became of the run, as JSON
     */
    public String json(String run) {
        return InjectionScoreJson.of(judge, report, run);
    }
}
