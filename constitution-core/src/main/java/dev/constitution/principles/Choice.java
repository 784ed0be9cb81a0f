package dev.constitution.principles;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of two answers shown to a judge, by its letter. */
public enum Choice {
    /** The one shown first. */
    A,
    /** The one shown second. */
    B;

    /** What may stand around the letter of an answer that is nothing else: {@code (A)}, {@code **B**.}, {@code "A"}. */
    private static final Pattern LETTER = Pattern.compile("[\\s(\\[*_\"'`]*([AB])[\\s)\\]*_\"'`.:]*");

    /** Only the tag that ends the answer counts, so that a quotation of an answer that contains a tag decides nothing. */
    private static final Pattern CLOSING_TAG =
            Pattern.compile("<verdict>\\s*\\(?([AB])\\)?\\s*</verdict>[\\s*_`.]*$", Pattern.CASE_INSENSITIVE);

    /** The choice in an answer that consists of the letter; empty for any other answer. */
    public static Optional<Choice> inLetter(String answer) {
        Matcher letter = LETTER.matcher(answer);
        return letter.matches() ? Optional.of(valueOf(letter.group(1))) : Optional.empty();
    }

    /** The choice in the tag that closes an answer; empty where none does. */
    public static Optional<Choice> inClosingTag(String answer) {
        Matcher tag = CLOSING_TAG.matcher(answer);
        return tag.find() ? Optional.of(valueOf(tag.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    /** The tag that states this choice at the end of an answer. */
    public String tag() {
        return "<verdict>" + this + "</verdict>";
    }

    public Choice other() {
        return this == A ? B : A;
    }
}
