package dev.constitution.judge;

import dev.constitution.chat.CallFailedException;
import dev.constitution.principles.Principle;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Says which of two answers is better under a principle, as a probability (the paper, section 4.1: the feedback model).
 *
 * <p>Implementations must be thread-safe and depend on their arguments alone. A judge that cannot tell says so with
 * {@link Verdict.Unreadable}, never with a number. {@link ModelJudge} asks a chat model.
 */
@FunctionalInterface
public interface Judge {

    /**
     * Compares the answers.
     *
     * @param principle what "better" means
     * @param calls gets the judge's model calls answered
     * @throws CallFailedException when a call gave nothing to read
     */
    Verdict judge(AnswerPair pair, Principle principle, JudgeCalls calls)
            throws InterruptedException, CallFailedException;

    /**
     * This judge, asked with the answers in both orders: the mean of the two probabilities, which holds no preference for
     * a position, and how far they differ. Unreadable where either is: one order alone cannot be told from its bias.
     */
    default Judge inBothOrders() {
        return new BothOrders(this);
    }

    /**
     * This judge under each of these principles in place of the one it is given: the mean of the verdicts that can be
     * read, where these are more than half.
     */
    default Judge ensemble(List<Principle> principles) {
        return new Ensemble(this, principles);
    }

    /**
     * This judge under these principles one after another, highest first, in place of the one it is given: the first whose
     * verdict lies further than the margin from 0.5 decides, and later ones are not asked. A tie where none decides;
     * unreadable where a verdict is, since what a higher principle says cannot be left to a lower one.
     *
     * @param margin in [0, 0.5)
     */
    default Judge byPrecedence(List<Principle> principles, double margin) {
        return new ByPrecedence(this, principles, margin);
    }

    /** This judge, with its probabilities brought within bounds: what the paper does with chain of thought (section 4.1). */
    default Judge clamped(double low, double high) {
        if (!(low >= 0 && low <= 0.5 && high >= 0.5 && high <= 1)) {
            throw new IllegalArgumentException("bounds must be in [0, 0.5] and [0.5, 1], got " + low + " and " + high);
        }
        return (pair, principle, calls) -> {
            Verdict verdict = judge(pair, principle, calls);
            if (!(verdict instanceof Verdict.Preference preference)) {
                return verdict;
            }
            double probability = Math.min(high, Math.max(low, preference.probability()));
            return new Verdict.Preference(
                    probability,
                    Verdict.Basis.CLAMPED,
                    preference.order(),
                    List.of(new Verdict.Part("before clamping", verdict)),
                    List.of());
        };
    }

    /** A rule that prefers the longer answer, in characters: a baseline that many judges come close to. */
    static Judge longer() {
        return (pair, principle, calls) -> Verdict.byRule(0.5 + 0.5 * Integer.signum(pair.lengthA() - pair.lengthB()));
    }

    /** A rule that prefers the shorter answer. */
    static Judge shorter() {
        return (pair, principle, calls) -> Verdict.byRule(0.5 - 0.5 * Integer.signum(pair.lengthA() - pair.lengthB()));
    }

    /** A rule that prefers the answer shown first: pure position bias. */
    static Judge first() {
        return (pair, principle, calls) -> Verdict.byRule(1);
    }

    /** A rule that tosses a coin, which falls the same in every run of the same seed. */
    static Judge random() {
        return (pair, principle, calls) -> Verdict.byRule(new SplittableRandom(calls.seed()).nextInt(2));
    }
}
