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
 *
 * <pre>{@code
 * Judge fewerExclamations = (pair, principle, calls) -> {
 *     long a = pair.a().chars().filter(c -> c == '!').count();
 *     long b = pair.b().chars().filter(c -> c == '!').count();
 *     return Verdict.byRule(a == b ? 0.5 : a < b ? 1 : 0);
 * };
 * Judge own = (pair, principle, calls) -> {
 *     String request = principle.comparison() + "\nA: " + pair.a() + "\nB: " + pair.b() + "\nA or B?";
 *     Reply reply = calls.ask(model, List.of(Message.user(request)), Sampling.MODEL_DEFAULTS, 0).reply();
 *     return switch (reply.text()) {
 *         case "A" -> Verdict.Preference.of(1, Verdict.Basis.VOTES).withReplies(List.of(reply));
 *         case "B" -> Verdict.Preference.of(0, Verdict.Basis.VOTES).withReplies(List.of(reply));
 *         default -> Verdict.Unreadable.of("neither A nor B").withReplies(List.of(reply));
 *     };
 * };
 * ConstitutionalJudge judge = ConstitutionalJudge.of(own.inBothOrders(), constitution);
 * }</pre>
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
     *
     * @throws IllegalArgumentException if it is asked in both orders already, or by precedence: then each order could be
     *     decided by another law
     */
    default Judge inBothOrders() {
        return new BothOrders(this);
    }

    /**
     * This judge under each of these principles in place of the one it is given: the mean of the verdicts that can be
     * read, where these are more than half.
     *
     * @throws IllegalArgumentException if there is none, one comes twice, or this judge goes by principles of its own
     */
    default Judge ensemble(List<Principle> principles) {
        return new Ensemble(this, principles);
    }

    /**
     * This judge under these principles one after another, highest first, in place of the one it is given: the first whose
     * verdict lies further than the margin from 0.5, and prefers the same answer in both orders where it was asked in both,
     * decides, and later ones are not asked. A tie where none decides;
     * unreadable where a verdict is, since what a higher principle says cannot be left to a lower one.
     *
     * @param margin in [0, 0.5)
     * @throws IllegalArgumentException if there is none, one comes twice, the margin is out of range, or this judge is clamped
     *     or goes by principles of its own
     */
    default Judge byPrecedence(List<Principle> principles, double margin) {
        return new ByPrecedence(this, principles, margin);
    }

    /**
     * This judge, with its probabilities brought within bounds: what the paper does with chain of thought (section 4.1).
     * Clamp last: within bounds of 0.4 and 0.6 no law would ever be further than 0.1 from one half.
     */
    default Judge clamped(double low, double high) {
        return new Clamped(this, low, high);
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
