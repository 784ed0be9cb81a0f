package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.store.StoredVerdict;

/** Counts in finished rows how often a judge, asked in both orders, chose the same position. Not thread-safe. */
final class JudgedOrders {
    private long judged;
    private long samePosition;

    void add(ExportRow row) {
        row.json().path("comparisons").forEach(this::add);
        add(row.json().path("confirmation"));
        add(row.json().path("judgement"));
    }

    /** That of the verdict that counts; the verdicts it was put together from have orders of their own. */
    private void add(JsonNode judgement) {
        StoredVerdict.order(judgement.path("verdict")).ifPresent(this::add);
    }

    private void add(OrderEffect order) {
        judged++;
        samePosition += order.isSamePosition() ? 1 : 0;
    }

    OrderCounts counts() {
        return new OrderCounts(judged, samePosition);
    }
}
