package dev.constitution.runner.export;

import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.runner.format.ExportRow;
import java.util.OptionalDouble;

/** Counts in finished rows how often a judge, asked in both orders, chose the same position. Not thread-safe. */
final class JudgedOrders {
    private long judged;
    private long samePosition;
    private long nearTies;

    void add(ExportRow row) {
        // The verdicts that these were put together from have orders of their own.
        row.content()
                .verdicts()
                .forEach(verdict -> verdict.orderEffect().ifPresent(order -> add(order, verdict.probability())));
    }

    private void add(OrderEffect order, OptionalDouble probability) {
        judged++;
        if (order.isSamePosition()) {
            samePosition++;
        } else if (probability.isPresent() && TieRule.DEFAULT.isTie(Verdict.byRule(probability.getAsDouble()))) {
            nearTies++;
        }
    }

    OrderCounts counts() {
        return new OrderCounts(judged, samePosition, nearTies);
    }
}
