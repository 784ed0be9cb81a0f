package dev.constitution.shape;

import java.util.Optional;

/**
 * How comparisons are put to a judge. A request is the introduction, the conversation with its two answers between
 * delimiters, the question, and how to answer: what the principles of an ensemble have in common comes first.
 *
 * @param system the judge's system turn; empty for none
 * @param introduction says what stands between the delimiters, with the place {@code {mark}} for what they all carry
 * @param question asks, with the place {@code {request}} for the principle's comparison
 * @param letter how an answer of one letter is asked for
 * @param verdict how an answer in a closing tag is asked for
 * @param thought how reasoning before a closing tag is asked for
 * @param topLogprobs how many of the likeliest tokens are asked for, in [0, 20]; many servers give no more than 5
 */
public record ComparisonTemplates(
        Optional<String> system,
        String introduction,
        String question,
        RequestTemplate letter,
        RequestTemplate verdict,
        RequestTemplate thought,
        int topLogprobs) {

    public ComparisonTemplates {
        if (topLogprobs < 0 || topLogprobs > 20) {
            throw new IllegalArgumentException("topLogprobs must be in [0, 20], got " + topLogprobs);
        }
    }
}
