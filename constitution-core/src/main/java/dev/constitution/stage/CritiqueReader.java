package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.principles.Decision;
import dev.constitution.text.CriticWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what a critic said from the decision that closes its answer, or from its words where they leave no doubt. */
final class CritiqueReader {
    /**
     * Only the tag that ends the critique counts, so that a critic who quotes the instruction, or a model's answer that
     * contains the tag, decides nothing. Mark-up and punctuation around it are let pass, and that it is not closed.
     */
    private static final Pattern CLOSING_TAG = Pattern.compile(
            "[\\s*_`]*<decision>[\\s*_`\"]*([^<\\n]{2,30}?)[\\s*_`\".]*(?:</?decision>)?[\\s*_`.]*$",
            Pattern.CASE_INSENSITIVE);

    /** "**Decision:** revise" on the last line, or the word alone. */
    private static final Pattern LAST_LINE = Pattern.compile(
            "(?:^|\\n)[^\\p{L}\\n]*(?:[^:：=\\n]{1,40}[:：=→-][^\\p{L}\\n]*)?(\\p{L}[^:：=\\n]{0,30}?)[^\\p{L}\\p{M}\\n]*$");

    private CritiqueReader() {}

    /**
     * The critique in a reply.
     *
     * @param said the whole answer: the reply behind the first words that the request gave it
     */
    static Critique read(Reply reply, String said) {
        Matcher end = CLOSING_TAG.matcher(said);
        if (!end.find() || !CriticWords.isDecision(end.group(1))) {
            end = LAST_LINE.matcher(said);
            if (!end.find() || !CriticWords.isDecision(end.group(1))) {
                return new Critique(said.strip(), byWords(said), reply);
            }
        }
        Decision decision = CriticWords.isKeep(end.group(1)) ? Decision.KEEP : Decision.REVISE;
        return new Critique(said.substring(0, end.start()).strip(), decision, reply);
    }

    private static Decision byWords(String said) {
        if (said.contains("<decision>")) { // decided in some way, but not at the end
            return Decision.UNSTATED;
        }
        return CriticWords.decision(said);
    }
}
