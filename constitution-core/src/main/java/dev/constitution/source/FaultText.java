package dev.constitution.source;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Faults as people read them: the first twenty and how many more there are, each on a line, none long, and whatever a file
 * holds in a form that commands no terminal.
 */
public final class FaultText {
    /** So many faults are named. */
    public static final int NAMED = 20;

    private static final int LONGEST_LINE = 1_000;

    /** Of many lines; a few may be longer. */
    private static final int SHORT_LINE = 400;

    private static final int LONGEST = 12_000;

    private FaultText() {}

    /** The first of the faults, a line each, and how many more there are. */
    public static String list(List<String> faults) {
        return list(faults, faults.size());
    }

    /**
     * The same of faults that were counted and not kept.
     *
     * @param first the first of them
     * @param all how many there are
     */
    public static String list(List<String> first, long all) {
        int named = Math.min(first.size(), NAMED);
        int longest = named * LONGEST_LINE < LONGEST ? LONGEST_LINE : SHORT_LINE;
        return first.stream().limit(named).map(fault -> line(fault, longest)).collect(Collectors.joining("\n"))
                + more(all, named);
    }

    private static String more(long all, long named) {
        return all > named ? String.format(Locale.ROOT, "\n… and %,d more", all - named) : "";
    }

    /** One fault on one line. */
    public static String line(String fault) {
        return line(fault, LONGEST_LINE);
    }

    private static String line(String fault, int longest) {
        return cut(printable(fault).replace("\n", "\\n"), longest);
    }

    /** A whole message, whatever it quotes: no longer than is read. */
    public static String message(String text) {
        return cut(printable(text), LONGEST);
    }

    /**
     * Text with escapes in place of the characters that could command a terminal: control characters, those of 8 bits among
     * them, and marks that turn the direction of writing. Line ends stay.
     */
    public static String printable(String text) {
        if (text.chars().noneMatch(FaultText::commands)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        text.chars().forEach(c -> {
            if (commands(c)) {
                shown.append(c == '\t' ? "\\t" : c == '\r' ? "\\r" : String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    private static boolean commands(int c) {
        return (c != '\n' && Character.getType(c) == Character.CONTROL)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** Text no longer than this, about: of a longer one beginning and end, and between them how long it is. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = most * 2 / 3;
        int tail = text.length() - (most - head);
        return text.substring(0, Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head)
                + String.format(Locale.ROOT, " […, %,d characters in all, …] ", text.length())
                + text.substring(Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail);
    }
}
