package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/** Takes each element of one JSON array as a record; brackets and commas inside strings and elements do not count. */
public final class JsonArrayBoundary implements RecordBoundary {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean closed;
    private boolean strayText;

    @Override
    public Step step(int b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return Step.KEEP;
        }
        if (closed || depth == 0) {
            return outside(b);
        }
        switch (b) {
            case '"' -> inString = true;
            case '[', '{' -> depth++;
            case ']', '}' -> depth--;
            default -> {}
        }
        closed = depth == 0;
        return closed || (depth == 1 && b == ',') ? Step.END : Step.KEEP;
    }

    private Step outside(int b) {
        if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
            return Step.SKIP;
        }
        if (!closed && b == '[') {
            depth = 1;
            return Step.SKIP;
        }
        strayText = true;
        return Step.KEEP;
    }

    @Override
    public @Nullable String faultAtEnd() {
        if (strayText) {
            return "there is text outside the JSON array; remove it";
        }
        return depth > 0 ? "the file ends inside its JSON array; it may be cut off: fetch or write it again" : null;
    }
}
