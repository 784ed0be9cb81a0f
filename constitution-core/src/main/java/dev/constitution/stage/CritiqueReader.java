package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.principles.Decision;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a critic said from the decision that closes its answer. */
final class CritiqueReader {
    /**
     * Only the tag that ends the critique counts, so that a critic who quotes the instruction, or a model's answer that
     * contains the tag, decides nothing. Mark-up and punctuation around it are let pass.
     */
    private static final Pattern CLOSING_TAG =
            Pattern.compile("<decision>\\s*(revise|keep)\\s*</decision>[\\s*_`.]*$", Pattern.CASE_INSENSITIVE);

    private CritiqueReader() {}

    /**
     * The critique in a reply.
     *
     * @param said the whole answer: the reply behind the first words that the request gave it
     */
    static Critique read(Reply reply, String said) {
        Matcher tag = CLOSING_TAG.matcher(said);
        if (!tag.find()) {
            return new Critique(said.strip(), Decision.UNSTATED, reply);
        }
        Decision decision = tag.group(1).equalsIgnoreCase("keep") ? Decision.KEEP : Decision.REVISE;
        return new Critique(tag.replaceFirst("").strip(), decision, reply);
    }
}
