package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.Locale;

/** Tells a reply that is a critique under its name, "Critique: The response …", and goes on to no revision. */
final class CritiqueAgain {
    private static final int LONGEST = 2000;
    private static final int LONGEST_NAME = 40;

    private CritiqueAgain() {}

    static boolean isAll(String text, TalkContext context) {
        String first = TalkLine.firstOf(text);
        String name = LeadIn.isHeading(first)
                ? TalkLine.withoutMarkup(first).replaceAll("[:：]$", "").toLowerCase(Locale.ROOT)
                : Remark.labelOf(text);
        if (name.isEmpty() || name.length() > LONGEST_NAME || text.length() > LONGEST) {
            return false;
        }
        TalkLine named = context.line(name);
        String said = text.strip().substring(Math.min(text.strip().length(), name.length()));
        TalkLine line = context.line(NothingToRevise.withoutQuotations(said));
        if (context.isInQuestion(name) || !line.has(Kind.ANSWER)) {
            return false;
        }
        return named.hasAny(Kind.CRITIC, Kind.METHOD)
                && named.strangers() == 0
                && line.hasAny(Kind.FAULT, Kind.NOT, Kind.SOUND);
    }
}
