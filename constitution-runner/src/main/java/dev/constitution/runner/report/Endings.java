package dev.constitution.runner.report;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.OutcomeCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rows ended as, as a table. */
final class Endings {
    private Endings() {}

    static FigureTable table(OutcomeCounts outcomes) {
        List<FigureTable.Row> rows = new ArrayList<>();
        for (OutcomeKind kind : outcomes.byKind().keySet()) {
            for (Map.Entry<String, Long> detail : outcomes.ranked(kind)) {
                Proportion share = new Proportion(detail.getValue(), outcomes.total());
                rows.add(new FigureTable.Row(
                        detail.getKey().isEmpty() ? kind.label() : kind.label() + ": " + detail.getKey(),
                        Optional.of(link(kind, detail.getKey())),
                        List.of(
                                FigureTable.Cell.count(detail.getValue()),
                                FigureTable.Cell.share(share.figure(Level.DEFAULT)))));
            }
        }
        return new FigureTable(
                "endings",
                "Outcomes",
                "What the rows ended as: rejected by a gate, failed by the kind of failure.",
                "outcome",
                List.of("rows", "share"),
                rows);
    }

    /** The place of the page that lists the rows of an ending. */
    static String link(OutcomeKind kind, String detail) {
        return PageLink.to("ending", detail.isEmpty() ? kind.label() : kind.label() + ":" + detail);
    }
}
