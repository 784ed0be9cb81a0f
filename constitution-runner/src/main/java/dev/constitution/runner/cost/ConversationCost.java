package dev.constitution.runner.cost;

import dev.constitution.runner.base.UsageException;

/**
 * A conversation with a model, as products have them. With q tokens a question, a tokens an answer and n rounds, each
 * request holds all turns before it, so that requests have q n (n + 1) / 2 + a n (n - 1) / 2 tokens together and answers
 * a n. A word counts 4/3 tokens and 6 characters.
 *
 * @param rounds questions and answers
 * @param questionWords words of each question
 * @param answerWords words of each answer
 * @param cached whether the provider reads all earlier turns from its cache
 */
public record ConversationCost(int rounds, int questionWords, int answerWords, boolean cached) {
    private static final int CHARACTERS_A_WORD = 6;

    public ConversationCost {
        if (rounds < 1 || questionWords < 1 || answerWords < 1) {
            throw new UsageException("rounds and words must be at least 1, got " + rounds + " rounds, " + questionWords
                    + " and " + answerWords + " words");
        }
    }

    public Amount amount() {
        long questions = (long) rounds * (rounds + 1) / 2;
        long answers = (long) rounds * (rounds - 1) / 2;
        long input = questions * tokens(questionWords) + answers * tokens(answerWords);
        long fresh = (long) rounds * tokens(questionWords);
        return new Amount(
                rounds,
                input,
                cached ? input - fresh : 0,
                (long) rounds * tokens(answerWords),
                CHARACTERS_A_WORD * (questions * questionWords + answers * answerWords),
                (long) CHARACTERS_A_WORD * rounds * answerWords);
    }

    private static long tokens(int words) {
        return (4L * words + 2) / 3;
    }
}
