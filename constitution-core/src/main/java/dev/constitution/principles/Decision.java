package dev.constitution.principles;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a critique comes to, as the critic states it in a tag that closes its answer. */
public enum Decision {
    /** The answer falls short and is to be revised. */
    REVISE,
    /** The critic found nothing: the answer stands. */
    KEEP,
    /** The critic stated no decision; its answer counts as a critique, so the answer is revised. */
    UNSTATED;

    /**
     * Only the tag that ends the critique counts, so that a critic who quotes the instruction, or a model's answer that
     * contains the tag, decides nothing. Mark-up and punctuation around it are let pass.
     */
    private static final Pattern CLOSING_TAG =
            Pattern.compile("<decision>\\s*(revise|keep)\\s*</decision>[\\s*_`.]*$", Pattern.CASE_INSENSITIVE);

    public static Decision in(String critique) {
        Matcher tag = CLOSING_TAG.matcher(critique);
        if (!tag.find()) {
            return UNSTATED;
        }
        return tag.group(1).equalsIgnoreCase("keep") ? KEEP : REVISE;
    }

    /** The critique without its closing tag. */
    public static String strip(String critique) {
        return CLOSING_TAG.matcher(critique).replaceFirst("").strip();
    }

    /** The tag that states this decision at the end of a critique. */
    public String tag() {
        return "<decision>" + (this == KEEP ? "keep" : "revise") + "</decision>";
    }
}
