package dev.constitution.runner.display;

import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.run.DryRunReport;
import dev.constitution.runner.wire.RequestPreview;
import dev.constitution.source.FaultText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Shows a dry run to people. */
public final class DryRunText {
    private static final int TURNS_AT_EITHER_END = 8;

    private final DryRunReport report;
    private final PrintWriter out;

    private DryRunText(DryRunReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    /** Prints a dry run: requests, rows that cannot be read, and what it would take. */
    public static void print(DryRunReport report, PrintWriter out) {
        DryRunText text = new DryRunText(report, out);
        report.shown().forEach(text::row);
        text.estimate();
        out.flush();
    }

    private void row(DryRunReport.Row row) {
        out.println("== row \"" + Words.shown(row.id()) + "\" (line " + row.line() + ")");
        List<Message> before = List.of();
        for (RequestPreview.Request request : row.requests()) {
            String model = report.cost().model(request.role()); // the role itself where several models have it
            out.println("-- " + request.step() + ", asked of the " + request.role()
                    + (model.equals(request.role()) ? "" : " " + model));
            request(request.messages(), before);
            before = request.messages();
        }
        out.println();
    }

    /** A request that goes on from the one before is shown from where it does. */
    private void request(List<Message> messages, List<Message> before) {
        boolean goesOn = messages.size() > before.size()
                && messages.subList(0, before.size()).equals(before);
        if (goesOn && !before.isEmpty()) {
            out.println("(" + Words.count(before.size(), "turn") + " as above)");
        }
        List<Message> shown = goesOn ? messages.subList(before.size(), messages.size()) : messages;
        for (int i = 0; i < shown.size(); i++) {
            if (i == TURNS_AT_EITHER_END && shown.size() > 2 * TURNS_AT_EITHER_END) {
                i = shown.size() - TURNS_AT_EITHER_END;
                out.println("[…, " + Words.count(shown.size(), "turn") + " in all, …]");
            }
            Message message = shown.get(i);
            out.println(message.role().label() + ": "
                    + FaultText.printable(message.content()).replace("\n", "\n    "));
        }
    }

    private void estimate() {
        long good = report.rows() - report.badRows();
        out.println(Words.count(report.rows(), "row")
                + (report.badRows() == 0 ? "" : ", " + report.badRows() + " of them unreadable")
                + (report.sampled() == good ? "" : "; estimated from " + Words.count(report.sampled(), "row")));
        report.pairs()
                .ifPresent(pairs -> out.printf(
                        Locale.ROOT,
                        "the run ends when %,d pairs stand, after %s at the earliest; the figures are for all%n",
                        pairs,
                        Words.count(pairs, "row")));
        report.notes().remarks().forEach(out::println);
        report.notes().warnings().forEach(warning -> out.println("warning: " + Words.shown(warning)));
        unreadable();
        line("", EstimateScenario::label);
        for (String model : CostEstimate.models(report.cost())) {
            out.println(model + " (" + String.join(", ", CostEstimate.roles(report.cost(), model)) + ")");
            lines(estimate -> estimate.amount(model), estimate -> estimate.cost(model));
        }
        if (CostEstimate.models(report.cost()).size() > 1) {
            out.println("total");
            lines(CostEstimate::total, CostEstimate::totalCost);
        }
        parts();
        out.println(
                report.cost().models().containsKey(ModelRole.CRITIC.label())
                        ? """
                        low: a critic that finds nothing, short answers; expected: one that finds something every other time;
                        high: one that always does, long answers. Tokens are estimated as bytes / 4, for every model."""
                        : "low: short answers; expected: answers of some 230 words; high: long answers.\n"
                                + "Tokens are estimated as bytes / 4, for every model.");
        out.println("prices as of " + report.cost().prices().asOf() + ", to be checked; --prices FILE gives others");
        out.println("no call was made; run --limit 3 to see what rows really cost");
    }

    /** In an experiment, whose calls are whose. */
    private void parts() {
        if (report.parts().isEmpty()) {
            return;
        }
        String format = "%-24s%10s%18s%14s%14s  %s%n";
        out.printf(
                Locale.ROOT, format, "by arm, expected", "calls", "answered before", "tokens in", "tokens out", "cost");
        for (DryRunReport.Part part : report.parts()) {
            CostEstimate estimate = Objects.requireNonNull(part.estimates().get(EstimateScenario.EXPECTED));
            Amount amount = estimate.total();
            out.printf(
                    Locale.ROOT,
                    format,
                    FigureColumns.name(part.name()),
                    number(amount.requests()),
                    number(part.answered()),
                    number(amount.inputTokens()),
                    number(amount.outputTokens()),
                    estimate.cost().map(Cost::toString).orElse("unknown price"));
        }
    }

    /** What is wrong with the rows that a run would fail, or refuse under {@code --strict}. */
    private void unreadable() {
        if (report.badRows() > 0) {
            List<String> named = report.unreadable().stream()
                    .map(bad -> report.location() + ":" + bad.line() + ": " + bad.message())
                    .toList();
            out.println(FaultText.list(named, report.badRows()).indent(2).stripTrailing());
        }
    }

    private void lines(Function<CostEstimate, Amount> amount, Function<CostEstimate, Optional<Cost>> cost) {
        line(
                "  calls",
                scenario -> number(amount.apply(report.estimate(scenario)).requests()));
        line(
                "  tokens in",
                scenario -> number(amount.apply(report.estimate(scenario)).inputTokens()));
        line(
                "  tokens out",
                scenario -> number(amount.apply(report.estimate(scenario)).outputTokens()));
        line(
                "  cost",
                scenario -> cost.apply(report.estimate(scenario))
                        .map(Cost::toString)
                        .orElse("unknown price"));
    }

    private void line(String label, Function<EstimateScenario, String> value) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", label));
        for (EstimateScenario scenario : EstimateScenario.values()) {
            line.append(String.format(Locale.ROOT, "%16s", value.apply(scenario)));
        }
        out.println(line);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
