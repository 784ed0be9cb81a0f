package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.judge.Verdict.Part;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Principle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** See {@link Judge#ensemble}. */
record Ensemble(Judge judge, List<Principle> principles) implements Wrapper {

    Ensemble {
        principles = List.copyOf(principles);
        if (principles.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one principle");
        }
        Wrapper.requireDistinct(principles);
        Wrapper.requireFollows(judge, "an ensemble");
    }

    @Override
    public Verdict judge(AnswerPair pair, Principle given, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        List<Verdict> verdicts = calls.together(principles.stream()
                .<ModelCaller.Work<Verdict>>map(
                        principle -> () -> judge.judge(pair, principle, calls.at(principle.id())))
                .toList());
        List<Part> parts = new ArrayList<>();
        List<Preference> read = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            parts.add(new Part(principles.get(i).id(), verdicts.get(i)));
            if (verdicts.get(i) instanceof Preference preference) {
                read.add(preference);
            }
        }
        if (2 * read.size() <= verdicts.size()) {
            return Verdict.Unreadable.of("a verdict under " + read.size() + " of " + verdicts.size() + " principles")
                    .withParts(parts);
        }
        return new Preference(mean(read, Preference::probability), Basis.ENSEMBLE, order(read), parts, List.of());
    }

    private static Optional<OrderEffect> order(List<Preference> read) {
        List<OrderEffect> orders =
                read.stream().flatMap(verdict -> verdict.order().stream()).toList();
        return orders.size() < read.size()
                ? Optional.empty()
                : Optional.of(new OrderEffect(mean(orders, OrderEffect::aFirst), mean(orders, OrderEffect::aSecond)));
    }

    private static <T> double mean(List<T> items, ToDoubleFunction<T> value) {
        return items.stream().mapToDouble(value).average().orElseThrow();
    }
}
