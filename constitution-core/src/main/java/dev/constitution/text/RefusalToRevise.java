package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.regex.Pattern;

/** Tells a reply that declines to revise from an answer that declines what the question asks for. */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
final class RefusalToRevise {
    private static final int LONGEST = 140;
    private static final int MOST_STRANGERS = 3;
    private static final int MOST_STRANGERS_AS_WORDS = 2;

    /** What says "no" without a "not", in the first person. */
    private static final Pattern DECLINES = Pattern.compile(
            "\\bi (?:must |have to |will |respectfully |am going to )*(?:decline|refuse)\\b|\\blehne ich\\b|\\bich lehne\\b|ablehnen muss|muss ich .*ablehnen"
                    + "|\\bje (?:dois )?(?:décline|refuse)|\\b(?:debo )?rechaz(?:o|ar)\\b|\\bdeclino\\b|\\b(?:devo )?recus(?:o|ar)\\b|\\b(?:devo )?rifiut(?:o|are)\\b"
                    + "|\\bik weiger\\b|odmawiam|odmítám|отказываюсь|вынужден\\p{L}* отказать|відмовляюс|reddediyorum|お断りし|お断りいた|거절합니다|거절하겠"
                    + "|我拒绝|我必须拒绝|أرفض",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final TalkContext context;

    RefusalToRevise(TalkContext context) {
        this.context = context;
    }

    boolean isIn(String text) {
        return refusesTheAnswer(text) || refusesAnything(text);
    }

    /** "I'm sorry, I can't help with rewriting this answer." */
    private boolean refusesTheAnswer(String text) {
        return !context.asksToRewrite()
                && Remark.SENTENCES
                        .splitAsStream(text)
                        .limit(2)
                        .map(context::line)
                        .anyMatch(line -> line.has(Kind.ABLE)
                                && line.has(Kind.NOT)
                                && line.hasAny(Kind.REVISED, Kind.REVISION)
                                && line.hasAny(Kind.ANSWER, Kind.VERSION)
                                && !line.lower().contains("?"));
    }

    /** "I'm sorry, I can't help with this request.": a refusal that does not say of what, and so fits any question. */
    private boolean refusesAnything(String text) {
        TalkLine line = context.line(text);
        return line.length() <= LONGEST
                && line.has(Kind.REQUEST)
                && (line.has(Kind.ABLE) && line.has(Kind.NOT)
                        || DECLINES.matcher(line.lower()).find())
                && line.strangers() <= (context.asksForWords() ? MOST_STRANGERS_AS_WORDS : MOST_STRANGERS)
                && !Wrapper.isQuoted(text)
                && !context.asksToRewrite();
    }
}
