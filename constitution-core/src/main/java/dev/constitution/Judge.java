package dev.constitution;

/**
 * Says which of two answers is better under a principle, as a probability (the paper, section 4.1: the feedback model).
 *
 * <p>Implementations must be thread-safe and depend on their arguments alone. A judge that cannot tell says so with
 * {@link Verdict.Unreadable}, never with a number.
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
}
