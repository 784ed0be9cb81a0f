package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.SpentText;
import dev.constitution.runner.outcome.OutcomeKind;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** Shows people how far a run is: its rows by how they ended and why, its settings, what it took, and how it goes on. */
public final class ShownStatusText {
    /** How wide the kinds of most runs are. */
    private static final int KIND = 9;

    private final ShownStatus status;
    private final PrintWriter out;

    private ShownStatusText(ShownStatus status, PrintWriter out) {
        this.status = status;
        this.out = out;
    }

    public static void print(ShownStatus status, PrintWriter out) {
        ShownStatusText text = new ShownStatusText(status, out);
        out.println(status.rows().inWords());
        text.outcomes();
        text.settings();
        text.starts();
        status.experiment().ifPresent(figures -> ExperimentText.print(figures, out));
        status.advice().print(out);
        status.retry().ifPresent(command -> out.println(NextCommand.toRetry(command)));
    }

    private void outcomes() {
        int width = status.outcomes().byKind().keySet().stream()
                .mapToInt(kind -> kind.label().length())
                .reduce(KIND, Math::max);
        status.outcomes()
                .byKind()
                .forEach((kind, details) -> details.forEach((detail, count) -> {
                    out.printf(Locale.ROOT, "  %-" + width + "s %-22s %,d%n", kind.label(), detail, count);
                    reasons(kind, detail);
                }));
    }

    private void reasons(OutcomeKind kind, String detail) {
        status.reasons().stream()
                .filter(reason -> reason.kind() == kind && reason.detail().equals(detail))
                .map(ReasonText::first)
                .forEach(reason -> out.println("      " + reason));
    }

    private void settings() {
        status.manifest()
                .settings()
                .values()
                .forEach((name, value) -> out.printf("  %s: %s%n", name, Words.shown(value)));
    }

    /** What was wanted, what it took, and who answered. */
    private void starts() {
        status.pairsWanted()
                .ifPresent(wanted -> out.printf(
                        Locale.ROOT,
                        "  pairs wanted: %,d; %,d made%n",
                        wanted,
                        status.outcomes().of(OutcomeKind.PAIR)));
        status.stopped().ifPresent(why -> out.println("  stopped: " + Words.shown(why)));
        out.println("  "
                + new SpentText(status.spent(), status.rows().done())
                        .summary(status.manifest().rows(), 0));
        status.returned()
                .forEach((role, names) ->
                        out.println("  answered as " + role + ": " + Words.shown(String.join(", ", names))));
        status.notes()
                .forEach((role, notes) ->
                        out.println("  server of the " + role + ": " + Words.shown(String.join("; ", notes))));
        BatchText.lines(status.batches(), Instant.now()).forEach(line -> out.println("  " + line));
    }
}
