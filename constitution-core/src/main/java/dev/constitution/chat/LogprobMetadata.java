package dev.constitution.chat;

import java.util.List;

/**
 * What a {@code ChatResponse}'s metadata implements when the model reports log-probabilities: one entry for each token
 * that the model generated, thoughts among them, in order.
 */
public interface LogprobMetadata {

    /** One entry a generated token; empty when none were asked for. */
    List<TokenLogprobs> logprobs();

    /**
     * A generated token and its likeliest rivals.
     *
     * @param token the token's text
     * @param logprob natural logarithm of its probability before sampling settings are applied, at most 0
     * @param top the likeliest tokens at this place, likeliest first
     */
    record TokenLogprobs(String token, double logprob, List<Candidate> top) {
        public TokenLogprobs {
            top = List.copyOf(top);
        }
    }

    /** A token that could have stood at a place, with the natural logarithm of its probability. */
    record Candidate(String token, double logprob) {}
}
