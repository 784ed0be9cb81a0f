package dev.constitution.runner.base;

import dev.constitution.source.FaultText;
import java.util.Locale;

/** Words for people. */
public final class Words {
    private static final int LONGEST_SHOWN = 400;

    private Words() {}

    /** {@code 1 call}, {@code 2 calls}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /**
     * Text of a prompt or a model in a form that is safe to show: on one line, no longer than is read at a glance, and
     * with escapes in place of the control characters that would command a terminal.
     */
    public static String shown(String text) {
        String line = FaultText.printable(text.strip().replaceAll("\\s*\\R\\s*", " / "));
        if (line.length() <= LONGEST_SHOWN) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return line.substring(0, end) + "…";
    }
}
