package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.judge.Verdict.Basis;
import dev.constitution.judge.Verdict.Part;
import dev.constitution.judge.Verdict.Preference;
import dev.constitution.principles.Principle;
import java.util.List;

/** See {@link Judge#clamped}. */
record Clamped(Judge judge, double low, double high) implements Wrapper {

    Clamped {
        if (!(low >= 0 && low <= 0.5 && high >= 0.5 && high <= 1)) {
            throw new IllegalArgumentException("bounds must be in [0, 0.5] and [0.5, 1], got " + low + " and " + high);
        }
    }

    @Override
    public Verdict judge(AnswerPair pair, Principle principle, JudgeCalls calls)
            throws InterruptedException, CallFailedException {
        Verdict verdict = judge.judge(pair, principle, calls);
        if (!(verdict instanceof Preference preference)) {
            return verdict;
        }
        double probability = Math.min(high, Math.max(low, preference.probability()));
        return new Preference(
                probability,
                Basis.CLAMPED,
                preference.order(),
                List.of(new Part("before clamping", verdict)),
                List.of());
    }
}
