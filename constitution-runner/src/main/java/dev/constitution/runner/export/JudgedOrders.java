package dev.constitution.runner.export;

import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.format.ExportRow;

/** Counts in finished rows how often a judge, asked in both orders, chose the same position. Not thread-safe. */
final class JudgedOrders {
    private long judged;
    private long samePosition;

    void add(ExportRow row) {
        // The verdicts that these were put together from have orders of their own.
        row.content().verdicts().forEach(verdict -> verdict.orderEffect().ifPresent(this::add));
    }

    private void add(OrderEffect order) {
        judged++;
        samePosition += order.isSamePosition() ? 1 : 0;
    }

    OrderCounts counts() {
        return new OrderCounts(judged, samePosition);
    }
}
