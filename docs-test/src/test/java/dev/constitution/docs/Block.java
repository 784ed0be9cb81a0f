package dev.constitution.docs;

import java.nio.file.Path;
import java.util.List;

/**
 * A fenced block of a page.
 *
 * @param page beneath the project's root
 * @param line of the block's first line in the page, from 1
 * @param language what stands behind the opening fence; empty where nothing does
 * @param before the line before the opening fence, which may be a comment that says what to do with the block
 */
record Block(Path page, int line, String language, String before, List<String> lines) {

    /** Where the block stands, as editors read it. */
    String location() {
        return page + ":" + line;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Whether a hidden comment above the block says this. */
    boolean isMarked(String mark) {
        return before.strip().equals("<!-- " + mark + " -->");
    }

    @Override
    public String toString() {
        return location();
    }
}
