package dev.constitution.runner.call;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.TokenEstimate;
import dev.langchain4j.model.chat.request.ChatRequest;

/** The tokens of a model's calls: expected before a call is sent, from what the answers so far had, and used. Thread-safe. */
final class CallTokens {
    private static final int FIRST_GUESS = 512;
    private static final double WEIGHT_OF_LAST = 1 / 16.0;

    /** Below 0 until the first answer. Threads may overwrite each other's last answer: it is a guess. */
    private volatile double meanOutput = -1;

    long expected(ChatRequest request) {
        Integer most = request.maxOutputTokens();
        double mean = meanOutput;
        double output = mean >= 0 ? mean : most == null ? FIRST_GUESS : most;
        return TokenEstimate.of(request) + Math.round(most == null ? output : Math.min(output, most));
    }

    long used(Amount amount) {
        double mean = meanOutput;
        double output = (double) amount.outputTokens();
        meanOutput = mean < 0 ? output : mean + (output - mean) * WEIGHT_OF_LAST;
        return amount.tokens();
    }
}
