package dev.constitution.chat;

/** Tells from where a mark stands in a text whether it is one, or is spoken of. */
final class MarkPlace {
    private static final String QUOTES_BEFORE = "\"'“‘«„([{`";
    private static final String QUOTES_AFTER = "\"'”’»)]},.;:?!`";
    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final String BEHIND_SENTENCES = "\"'”’»)]*_`";

    private MarkPlace() {}

    /**
     * Whether a mark is spoken of: in the middle of a sentence or in quotes. Where it was asked about, that either side looks
     * so is enough.
     */
    static boolean isMention(String text, int start, int end, boolean isAskedAbout) {
        boolean before = isMidSentenceBefore(text, start);
        boolean after = isMidSentenceBehind(text, end);
        return isAskedAbout ? before || after : before && after;
    }

    private static boolean isMidSentenceBefore(String text, int start) {
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        if (before != ' ') {
            return QUOTES_BEFORE.indexOf(before) >= 0;
        }
        int at = start - 1;
        while (at >= 0 && text.charAt(at) == ' ') {
            at--;
        }
        while (at > 0 && BEHIND_SENTENCES.indexOf(text.charAt(at)) >= 0) {
            at--;
        }
        return at >= 0 && text.charAt(at) != '\n' && SENTENCE_ENDS.indexOf(text.charAt(at)) < 0;
    }

    private static boolean isMidSentenceBehind(String text, int end) {
        if (end >= text.length()) {
            return false;
        }
        char after = text.charAt(end);
        return QUOTES_AFTER.indexOf(after) >= 0
                || (after == ' ' && end + 1 < text.length() && Character.isLowerCase(text.charAt(end + 1)));
    }

    /** Whether a mark is alone on its line, but for white space. */
    static boolean isOnItsOwnLine(String text, int start, int end) {
        return isBlank(text, text.lastIndexOf('\n', start - 1) + 1, start) && isBlank(text, end, lineEnd(text, end));
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a place is in a fenced block, or between back-ticks of its line. */
    static boolean isInCode(String text, int place) {
        return isFenced(text, place) || isTicked(text, place);
    }

    /** A fence that nothing closes behind the place was left open by something else, thoughts for example. */
    private static boolean isFenced(String text, int place) {
        if (!text.contains("```") && !text.contains("~~~")) {
            return false;
        }
        int before = 0;
        int behind = 0;
        for (int line = 0; line < text.length(); line = lineEnd(text, line) + 1) {
            int at = line;
            while (at < text.length()
                    && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '>')) {
                at++;
            }
            if (text.startsWith("```", at) || text.startsWith("~~~", at)) {
                if (at < place) {
                    before++;
                } else {
                    behind++;
                }
            }
        }
        return before % 2 == 1 && behind % 2 == 1;
    }

    private static boolean isTicked(String text, int place) {
        boolean ticked = false;
        for (int at = text.lastIndexOf('\n', place - 1) + 1; at < place; at++) {
            ticked ^= text.charAt(at) == '`';
        }
        int tick = ticked ? text.indexOf('`', place) : -1;
        return tick >= 0 && tick < lineEnd(text, place);
    }
}
