package dev.constitution.judge;

import dev.constitution.principles.Choice;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which answer a judge chose from what its model wrote. */
final class ChoiceReader {
    /** What may stand around the letter of an answer that is nothing else: {@code (A)}, {@code **B**.}, {@code "A"}. */
    private static final Pattern LETTER = Pattern.compile("[\\s(\\[*_\"'`]*([AB])[\\s)\\]*_\"'`.:]*");

    /** Only the tag that ends the answer counts, so that a quotation of an answer that contains a tag decides nothing. */
    private static final Pattern CLOSING_TAG =
            Pattern.compile("<verdict>\\s*\\(?([AB])\\)?\\s*</verdict>[\\s*_`.]*$", Pattern.CASE_INSENSITIVE);

    /** The letter that goes on with the words that a request gave the answer; it begins no longer word. */
    private static final Pattern CONTINUATION =
            Pattern.compile("[\\s(\\[*_\"'`]*([AB])(?![\\p{L}\\p{N}]).*", Pattern.DOTALL);

    private ChoiceReader() {}

    /**
     * The choice in an answer that goes on with first words that ask for the letter, such as "The better response is
     * response-": there the letter stands at the front, and what follows is another sentence, or cut off.
     */
    static Optional<Choice> inContinuation(String answer) {
        Matcher letter = CONTINUATION.matcher(answer);
        return letter.matches() ? Optional.of(Choice.valueOf(letter.group(1))) : Optional.empty();
    }

    /** The choice in an answer that consists of the letter; empty for any other answer. */
    static Optional<Choice> inLetter(String answer) {
        Matcher letter = LETTER.matcher(answer);
        return letter.matches() ? Optional.of(Choice.valueOf(letter.group(1))) : Optional.empty();
    }

    /** The choice in the tag that closes an answer; empty where none does. */
    static Optional<Choice> inClosingTag(String answer) {
        Matcher tag = CLOSING_TAG.matcher(answer);
        return tag.find() ? Optional.of(Choice.valueOf(tag.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
    }
}
