package dev.constitution.chat;

import java.util.List;

/**
 * Tells quickly that no mark of a model can be in a text, as none is in nearly all: then no reader of marks has to look.
 * Tags that this library's own requests ask for are none.
 */
final class MarkSigns {
    private static final List<String> OWN_TAGS = List.of("revision>", "decision>", "verdict>");

    /** What the marks in square brackets begin with, in either case. */
    private static final String IN_BRACKETS = "|/ibet";

    /** What marks in words end with, before their colon. */
    private static final List<String> IN_WORDS = List.of("thought process", "reasoning steps");

    private MarkSigns() {}

    /** Whether there may be one. */
    static boolean mayBeIn(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isPlain(text.charAt(at)) && mayBeAt(text, at)) {
                return true;
            }
        }
        return false;
    }

    /** As nearly all characters are. */
    private static boolean isPlain(char c) {
        return (c >= 'a' && c < '|') || c == ' ';
    }

    private static boolean mayBeAt(String text, int at) {
        return switch (text.charAt(at)) {
            case '|', '◁' -> true;
            case '<' -> mayBeTag(text, at);
            case '[' -> mayBeInBrackets(text, at);
            case ':' -> endsInWords(text, at);
            default -> false;
        };
    }

    private static boolean mayBeInBrackets(String text, int bracket) {
        return bracket + 1 < text.length() && IN_BRACKETS.indexOf(Character.toLowerCase(text.charAt(bracket + 1))) >= 0;
    }

    private static boolean mayBeTag(String text, int bracket) {
        int start = bracket + 1;
        if (start == text.length()) {
            return false;
        }
        char first = text.charAt(start);
        int name = first == '/' ? start + 1 : start;
        for (String own : OWN_TAGS) {
            if (text.startsWith(own, name)) {
                return false;
            }
        }
        return Character.isLetterOrDigit(first) || "/|｜_".indexOf(first) >= 0;
    }

    private static boolean endsInWords(String text, int colon) {
        for (String words : IN_WORDS) {
            if (text.regionMatches(true, colon - words.length(), words, 0, words.length())) {
                return true;
            }
        }
        return false;
    }
}
