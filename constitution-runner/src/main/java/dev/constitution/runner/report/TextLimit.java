package dev.constitution.runner.report;

import dev.constitution.runner.base.Words;

/** How much of a text the page holds: one huge answer must not keep the others from being read. Not thread-safe. */
final class TextLimit {
    /** The characters (UTF-16 code units) that a row may take. */
    private static final int OF_ROW = 400_000;

    /** What any text is shown of, however many there are. */
    private static final int OF_TEXT = 2_000;

    private int left = OF_ROW;

    /** The text, or its beginning with what is missing from it. */
    String clip(String text) {
        int most = Math.max(OF_TEXT, left / 2);
        if (text.length() <= most) {
            left -= text.length();
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        left -= end;
        return text.substring(0, end) + "\n[… " + Words.count(text.length() - end, "character")
                + " more, which are not in this file: see constitution show]";
    }
}
