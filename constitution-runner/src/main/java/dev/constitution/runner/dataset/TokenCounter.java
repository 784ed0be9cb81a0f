package dev.constitution.runner.dataset;

/**
 * Counts the tokens of a text, or estimates them. Not thread-safe.
 *
 * <p>The estimate was fitted to four vocabularies in use on prose in many languages, chat and code; {@code docs/formats.md} has how
 * far it is off. A short word of Latin letters is mostly one token, a longer one a token more for every three letters; of other
 * scripts and signs each character has its share.
 */
public interface TokenCounter {

    /** The tokens of a text without anything around it. */
    long count(String text);

    /** How they are counted, in words for a report. */
    String method();

    /** For any model, by the kinds of a text's characters. */
    static TokenCounter estimate() {
        return new TokenEstimator();
    }
}
