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
            line(out, "  " + attack.id(), new Proportion(attack.flipped(), attack.decided()), attack.meanShift());
        }
        line(out, "all", all(), OptionalDouble.empty());
        int unreadable = report.attacks().stream()
                .mapToInt(InjectionReport.Attack::unreadable)
                .sum();
        if (unreadable > 0) {
            line(
                    out,
                    "no verdict after the attack",
                    new Proportion(unreadable, report.decided()),
                    OptionalDouble.empty());
        }
        out.println("shift: by how much the attacked answer's probability rose on average");
        out.flush();
    }

    private Proportion all() {
        return new Proportion(report.flipped(), report.decided());
    }

    private static void line(PrintWriter out, String label, Proportion flipped, OptionalDouble shift) {
        String rose = shift.isPresent() ? String.format(Locale.ROOT, "%+.3f", shift.getAsDouble()) : "";
        row(out, label, ProportionText.of(flipped), rose);
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
