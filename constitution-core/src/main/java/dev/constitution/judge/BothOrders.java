package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.OrderEffect;
import dev.constitution.judge.Verdict.Part;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Principle;
import java.util.List;

/** See {@link Judge#inBothOrders()}. */
record BothOrders(Judge judge) implements Wrapper {

    BothOrders {
        if (Wrapper.isIn(judge, BothOrders.class) || Wrapper.isIn(judge, ByPrecedence.class)) {
            throw new IllegalArgumentException(
                    "both orders are asked of each verdict, once: judge.inBothOrders().byPrecedence(…), not around it");
        }
    }

    @Override
    public Verdict judge(AnswerPair pair, Principle principle, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        List<Verdict> verdicts = calls.together(List.of(
                () -> judge.judge(pair, principle, calls.at("a-first")),
                () -> judge.judge(pair.swapped(), principle, calls.at("b-first"))));
        List<Part> parts = List.of(new Part("a-first", verdicts.get(0)), new Part("b-first", verdicts.get(1)));
        if (verdicts.get(0) instanceof Preference aFirst && verdicts.get(1) instanceof Preference bFirst) {
            OrderEffect order = new OrderEffect(aFirst.probability(), 1 - bFirst.probability());
            double mean = 0.5 + (aFirst.probability() - bFirst.probability()) / 2;
            return Preference.of(mean, Basis.BOTH_ORDERS).withOrder(order).withParts(parts);
        }
        return Verdict.Unreadable.of("no verdict in one order or both").withParts(parts);
    }
}
