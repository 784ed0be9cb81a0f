package dev.constitution.chat;

import java.util.List;

/**
 * Tells in one pass that no mark of a model can be in a text, as none is in nearly all: then no reader of marks has to look.
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
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '|', '◁' -> {
                    return true;
                }
                case '<' -> {
                    if (mayBeTag(text, i + 1)) {
                        return true;
                    }
                }
                case '[' -> {
                    if (i + 1 < text.length() && IN_BRACKETS.indexOf(Character.toLowerCase(text.charAt(i + 1))) >= 0) {
                        return true;
                    }
                }
                case ':' -> {
                    if (endsInWords(text, i)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean mayBeTag(String text, int start) {
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
