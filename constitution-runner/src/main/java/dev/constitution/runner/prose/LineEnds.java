package dev.constitution.runner.prose;

import java.util.regex.Pattern;

/** Where a line of Markdown ends. */
final class LineEnds {
    static final Pattern PATTERN = Pattern.compile("\r\n|\r|\n");

    private LineEnds() {}

    /** The first unit of the line that holds this one. */
    static int beginning(String text, int offset) {
        int at = offset;
        while (at > 0 && text.charAt(at - 1) != '\n' && text.charAt(at - 1) != '\r') {
            at--;
        }
        return at;
    }
}
