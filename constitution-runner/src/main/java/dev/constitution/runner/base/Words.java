package dev.constitution.runner.base;

import java.util.Locale;

/** Words for people. */
public final class Words {
    private static final int LONGEST_SHOWN = 400;

    private Words() {}

    /** {@code 1 call}, {@code 2 calls}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** {@code … and 3 more} on a line of its own, where fewer are named than there are. */
    public static String more(long all, long named) {
        return all > named ? String.format(Locale.ROOT, "\n… and %,d more", all - named) : "";
    }

    /**
     * Text without the characters that could command a terminal: control characters, those of 8 bits among them, and marks
     * that turn the direction of writing. Line ends stay.
     */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]", "\uFFFD");
    }

    /**
     * Text of a prompt or a model in a form that is safe to show: on one line, no longer than is read at a glance, and
     * without the control characters that would command a terminal.
     */
    public static String shown(String text) {
        String line = printable(text.strip().replaceAll("\\s*\\R\\s*", " / "));
        if (line.length() <= LONGEST_SHOWN) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return line.substring(0, end) + "…";
    }
}
