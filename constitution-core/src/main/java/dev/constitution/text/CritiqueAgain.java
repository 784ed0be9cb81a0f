package dev.constitution.text;

import dev.constitution.text.Phrases.Kind;
import java.util.Locale;

/** Tells a reply that is a critique under its name, "Critique: The response …", and goes on to no revision. */
final class CritiqueAgain {
    private static final int LONGEST = 2000;
    private static final int LONGEST_NAME = 40;

    private CritiqueAgain() {}

    private static String name(String text) {
        String first = LeadIn.mayBeginHeading(text) ? TalkLine.firstOf(text) : "";
        return LeadIn.isHeading(first)
                ? TalkLine.withoutMarkup(first).replaceAll("[:：]$", "").toLowerCase(Locale.ROOT)
                : Remark.labelOf(text);
    }

    static boolean isAll(String text, TalkContext context) {
        if (text.length() > LONGEST) {
            return false;
        }
        String name = name(text);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
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
