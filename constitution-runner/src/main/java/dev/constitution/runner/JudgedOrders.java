package dev.constitution.runner;

import dev.constitution.JudgedPair;
import dev.constitution.Judgement;
import dev.constitution.Outcome;
import dev.constitution.Verdict;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts how often a judge, asked in both orders, chose the same position whichever answer stood there. Thread-safe. */
final class JudgedOrders {
    private final LongAdder judged = new LongAdder();
    private final LongAdder samePosition = new LongAdder();

    void add(Outcome outcome) {
        Stream.of(
                        outcome instanceof Outcome.Judged given
                                ? Stream.of(given.judgement())
                                : Stream.<Judgement>empty(),
                        outcome.trace().confirmation().stream(),
                        outcome.trace().comparisons().stream().map(JudgedPair::judgement))
                .flatMap(judgements -> judgements)
                .map(Judgement::verdict)
                .filter(Verdict.Preference.class::isInstance)
                .flatMap(verdict -> ((Verdict.Preference) verdict).order().stream())
                .forEach(this::add);
    }

    void add(Verdict.OrderEffect order) {
        judged.increment();
        if (order.isSamePosition()) {
            samePosition.increment();
        }
    }

    OrderCounts counts() {
        return new OrderCounts(judged.sum(), samePosition.sum());
    }
}
