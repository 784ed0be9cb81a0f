package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/** Takes each object as a record though it stands on several lines, as programs write JSON for people. */
public final class JsonObjectsBoundary implements RecordBoundary {
    private int depth;
    private boolean inString;
    private boolean escaped;

    @Override
    public Step step(int b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return Step.KEEP;
        }
        switch (b) {
            case '"' -> inString = true;
            case '[', '{' -> depth++;
            case ']', '}' -> depth--;
            default -> {}
        }
        return depth <= 0 && RecordBoundary.isLineEnd(b) ? Step.END : Step.KEEP;
    }

    @Override
    public @Nullable String faultAtEnd() {
        return depth > 0 || inString
                ? "the object that begins here never ends, so no row after it could be read; correct it, or write each row on"
                        + " a line of its own"
                : null;
    }
}
