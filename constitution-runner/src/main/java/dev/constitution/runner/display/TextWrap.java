package dev.constitution.runner.display;

import dev.constitution.source.FaultText;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width, between words where it can. */
public final class TextWrap {
    private static final int LEAST = 20;
    private static final String TAB = "    ";

    /** East Asian scripts and full-width forms, emoji, and the planes of rarer ideographs. */
    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115f),
            new Range(0x2e80, 0xa4cf),
            new Range(0xac00, 0xd7a3),
            new Range(0xf900, 0xfaff),
            new Range(0xfe30, 0xfe6f),
            new Range(0xff00, 0xff60),
            new Range(0x1f300, 0x1faff),
            new Range(0x20000, 0x3fffd));

    private record Range(int from, int to) {}

    private final int columns;

    /**
     * @param columns the most columns of a line; 0 is any number
     */
    public TextWrap(int columns) {
        this.columns = columns;
    }

    /** The lines of a text without what could command a terminal, each behind an indent. */
    List<String> lines(String indent, String text) {
        List<String> lines = new ArrayList<>();
        int width = columns == 0 ? Integer.MAX_VALUE : Math.max(LEAST, columns - indent.length());
        String shown = FaultText.printable(text.replace("\r\n", "\n").replace("\t", TAB));
        for (String line : shown.split("\n", -1)) {
            wrap(line, width, indent, lines);
        }
        return lines;
    }

    private static void wrap(String line, int width, String indent, List<String> lines) {
        int start = 0;
        do {
            int end = end(line, start, width);
            lines.add((indent + line.substring(start, end)).stripTrailing());
            start = end;
            while (start < line.length() && line.charAt(start) == ' ') {
                start++;
            }
        } while (start < line.length());
    }

    /** Where the line that begins here ends: behind the last word that fits, or inside one that fits on no line. */
    private static int end(String line, int start, int width) {
        int used = 0;
        int space = -1;
        for (int i = start; i < line.length(); ) {
            int c = line.codePointAt(i);
            used += columns(c);
            if (used > width) {
                return space > start ? space : Math.max(i, start + Character.charCount(line.codePointAt(start)));
            }
            if (c == ' ' && i > start) {
                space = i;
            }
            i += Character.charCount(c);
        }
        return line.length();
    }

    /** East Asian characters and emoji are two columns wide, marks that stand on others none. */
    private static int columns(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = WIDE.stream().anyMatch(range -> c >= range.from() && c <= range.to());
        return wide ? 2 : 1;
    }
}
