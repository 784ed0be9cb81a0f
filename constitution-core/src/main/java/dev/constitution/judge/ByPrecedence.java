package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.Part;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Principle;
import java.util.ArrayList;
import java.util.List;

/** See {@link Judge#byPrecedence}. */
record ByPrecedence(Judge judge, List<Principle> principles, double margin) implements Wrapper {

    ByPrecedence {
        principles = List.copyOf(principles);
        if (principles.isEmpty()) {
            throw new IllegalArgumentException("precedence needs at least one principle");
        }
        if (!(margin >= 0 && margin < 0.5)) {
            throw new IllegalArgumentException("margin must be in [0, 0.5), got " + margin);
        }
        if (Wrapper.isIn(judge, Clamped.class)) {
            throw new IllegalArgumentException(
                    "precedence decides on verdicts as they are; clamp last: judge.byPrecedence(…).clamped(…)");
        }
        Wrapper.requireDistinct(principles);
        Wrapper.requireFollows(judge, "precedence");
    }

    @Override
    public Verdict judge(AnswerPair pair, Principle given, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        TieRule law = new TieRule(margin, true);
        List<Part> parts = new ArrayList<>();
        for (Principle principle : principles) {
            Verdict verdict = judge.judge(pair, principle, calls.at(principle.id()));
            parts.add(new Part(principle.id(), verdict));
            if (!(verdict instanceof Preference preference)) {
                return Verdict.Unreadable.of("no verdict under " + principle.id())
                        .withParts(parts);
            }
            if (!law.isTie(preference)) {
                return new Preference(preference.probability(), Basis.PRECEDENCE, preference.order(), parts, List.of());
            }
        }
        return Preference.of(0.5, Basis.PRECEDENCE).withParts(parts);
    }
}
