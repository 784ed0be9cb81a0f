package dev.constitution.stage;

import dev.constitution.chat.Reply;
import dev.constitution.stage.Revision.Reading;
import dev.constitution.text.Overlap;
import dev.constitution.text.RevisionTalk;
import dev.constitution.text.WordSequence;
import dev.constitution.text.Wrapper;
import java.util.List;
import java.util.Optional;

/**
 * Tells the revised answer from everything else that models write when they are asked for one.
 *
 * <p>What stands between the tags that the request asked for is the revision. A reply without them counts as an answer
 * unless it can be shown to be something else: a statement that nothing needs revising, talk about a revision, the critique
 * or the request over again, or the previous answer. Only whole lines at its edges, and what it is wrapped into, are cut.
 */
final class RevisionReader {
    /** Which share of a reply's words taken over from the critique or the request makes it no answer at all. */
    private static final double LEAK_SHARE = 0.8;

    private static final int MOST_WRAPPERS = 3;

    /**
     * What a revision was asked for.
     *
     * @param question the prompt's last user turn
     * @param previous the answer to revise
     * @param critique what was said of it; empty where nothing was
     * @param request the principle's own request
     * @param prefill the first words of the revision, which the model was given
     */
    record Asked(String question, String previous, String critique, String request, String prefill) {}

    private RevisionReader() {}

    /** What a reply to a revision request is, and the answer that stands after it. */
    static Revision read(Reply reply, Asked asked) {
        String text = OpeningTurns.joined(asked.prefill(), reply.text()).strip();
        RevisionTalk talk = RevisionTalk.about(asked.question(), asked.previous());
        String plain = Wrapper.withPlainTags(text, asked.question());
        Optional<String> tagged = RevisionTags.read(plain);
        if (tagged.isPresent()) {
            String inside = tagged.get().startsWith("```") ? unwrapped(tagged.get(), asked, false) : tagged.get();
            return judged(reply, asked, talk, talk.withoutTalkLines(inside));
        }
        RevisionTalk.Cut cut = untagged(plain, asked, talk);
        Revision revision = judged(reply, asked, talk, cut);
        if (!revision.reading().accepted()) {
            return revision;
        } else if (talk.isAnnouncement(cut.answer())) {
            return new Revision(asked.previous(), Reading.PREAMBLE, reply);
        } else if (talk.isRemark(cut.answer()) || talk.isProposal(text, cut.answer())) {
            return new Revision(asked.previous(), Reading.REMARK, reply);
        }
        return revision;
    }

    private static RevisionTalk.Cut untagged(String text, Asked asked, RevisionTalk talk) {
        String whole = unwrapped(text, asked, false);
        if (talk.saysNothingToRevise(whole)) {
            return new RevisionTalk.Cut(whole, List.of());
        }
        RevisionTalk.Cut cut = talk.withoutTalk(whole);
        // Quotation marks and fences around the rest belong to the talk that was cut.
        return new RevisionTalk.Cut(unwrapped(cut.answer(), asked, !cut.parts().isEmpty()), cut.parts());
    }

    private static String unwrapped(String text, Asked asked, boolean framed) {
        String rest = text;
        for (int i = 0; i < MOST_WRAPPERS; i++) {
            String inside = Wrapper.without(rest, asked.question(), asked.previous(), framed);
            if (inside.equals(rest)) {
                return rest;
            }
            rest = inside;
        }
        return rest;
    }

    private static Revision judged(Reply reply, Asked asked, RevisionTalk talk, RevisionTalk.Cut cut) {
        String answer = cut.answer();
        if (answer.isBlank()) {
            return new Revision(asked.previous(), Reading.PREAMBLE, reply);
        }
        if (talk.saysNothingToRevise(answer)) {
            return new Revision(asked.previous(), Reading.NO_REVISION, reply);
        }
        if (WordSequence.sameWords(answer, asked.previous())) {
            return new Revision(asked.previous(), Reading.UNCHANGED, reply);
        }
        if (repeats(answer, asked.previous(), asked.critique(), asked.request())) {
            return new Revision(asked.previous(), Reading.LEAK, reply);
        }
        return new Revision(answer, cut.parts().isEmpty() ? Reading.REVISED : Reading.PREAMBLE_CUT, reply, cut.parts());
    }

    /** Whether the text says over again what one of the others says, and not what the answer to be revised says. */
    private static boolean repeats(String text, String previous, String... others) {
        WordSequence words = WordSequence.of(text);
        Overlap overlap = Overlap.of(words);
        for (String other : others) {
            WordSequence source = WordSequence.of(other);
            if (source.size() > 0 && words.sameAs(source)) {
                return true;
            }
            // Hardly any answer has a phrase of a critique: then nobody has to look where else it stands.
            if (overlap.shareFrom(source) > 0
                    && overlap.without(WordSequence.of(previous)).shareFrom(source) >= LEAK_SHARE) {
                return true;
            }
        }
        return false;
    }
}
