package dev.constitution.runner.prose;

import java.util.Locale;

/**
 * A stretch of the document from the beginning of a line to where the next piece begins: the pieces one after the other are
 * the document.
 *
 * @param section its section's place in the document's list
 * @param from the first UTF-16 unit of it in the document
 * @param to the unit behind its last
 * @param group the list or table that it belongs to, the same number for all of its pieces
 * @param text what it says without Markdown's marks; empty where that does not matter
 */
record Piece(Kind kind, int section, int from, int to, int group, String text) {

    /** What a piece is. */
    enum Kind {
        FRONT_MATTER,
        HEADING,
        TEXT,
        ITEM,
        NUMBERED_ITEM,
        ROW,
        QUOTE,
        CODE,
        HTML,
        NOTE,
        FOOTNOTE,
        EXAMPLE,
        OTHER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isItem() {
        return kind == Kind.ITEM || kind == Kind.NUMBERED_ITEM;
    }

    /** Whether it may state what a good response is like. */
    boolean isStatement() {
        return kind == Kind.TEXT || kind == Kind.ROW || isItem();
    }

    Piece as(Kind other) {
        return new Piece(other, section, from, to, group, text);
    }
}
