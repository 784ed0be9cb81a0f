package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.stage.Revision.Reading;
import dev.constitution.text.Overlap;
import dev.constitution.text.RevisionTalk;
import dev.constitution.text.WordSequence;
import java.util.List;

/**
 * Tells the revised answer from everything else that models write when they are asked for one.
 *
 * <p>A reply counts as an answer unless it can be shown to be something else: a statement that nothing needs revising, a
 * bare preamble, the critique or the request over again, or the previous answer. A preamble is cut only where its end is
 * certain: a short first line, or a label, that ends in a colon and speaks of the response itself.
 */
final class RevisionReader {
    /** Which share of a reply's words taken over from the critique or the request makes it no answer at all. */
    private static final double LEAK_SHARE = 0.8;

    private RevisionReader() {}

    /** What a reply to a revision request is, and the answer that stands after it. */
    static Revision read(Reply reply, String previous, String critique, String request) {
        String text = unquoted(reply.text().strip(), previous);
        if (RevisionTalk.saysNothingToRevise(text)) {
            return new Revision(previous, Reading.NO_REVISION, reply);
        }
        String answer = unquoted(RevisionTalk.withoutPreamble(text), previous);
        if (answer.isBlank() || RevisionTalk.isAnnouncement(answer)) {
            return new Revision(previous, Reading.PREAMBLE, reply);
        }
        if (RevisionTalk.isRemark(answer)) {
            return new Revision(previous, Reading.REMARK, reply);
        }
        if (RevisionTalk.saysNothingToRevise(answer)) {
            return new Revision(previous, Reading.NO_REVISION, reply);
        }
        WordSequence words = WordSequence.of(answer);
        WordSequence before = WordSequence.of(previous);
        if (words.sameAs(before)) {
            return new Revision(previous, Reading.UNCHANGED, reply);
        }
        if (repeats(words, before, critique, request)) {
            return new Revision(previous, Reading.LEAK, reply);
        }
        return new Revision(answer, answer.length() == text.length() ? Reading.REVISED : Reading.PREAMBLE_CUT, reply);
    }

    /** Without quotation marks around the whole text, unless the previous answer had them too. */
    private static String unquoted(String text, String previous) {
        if (text.length() < 2 || previous.startsWith("\"") || previous.startsWith("“")) {
            return text;
        }
        String inside = text.substring(1, text.length() - 1);
        boolean straight = text.startsWith("\"") && text.endsWith("\"") && !inside.contains("\"");
        boolean curly = text.startsWith("“") && text.endsWith("”") && !inside.contains("“");
        return straight || curly ? inside.strip() : text;
    }

    /** Whether the text says over again what one of the others says, and not what the answer to be revised says. */
    private static boolean repeats(WordSequence words, WordSequence previous, String... others) {
        Overlap overlap = Overlap.of(words).without(previous);
        for (String other : others) {
            WordSequence source = WordSequence.of(other);
            if (source.size() > 0 && (words.sameAs(source) || overlap.shareFrom(List.of(source)) >= LEAK_SHARE)) {
                return true;
            }
        }
        return false;
    }
}
