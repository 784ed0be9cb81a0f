package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * Takes each element of one JSON array as a record; brackets and commas inside strings and elements do not count. The array
 * may stand in an object, after fields that are no lists; of the object nothing else is read.
 */
public final class JsonArrayBoundary implements RecordBoundary {
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean closed;
    private boolean strayText;
    private final boolean inObject;

    /** Before the array or after it: how many braces are open. */
    private int braces;

    /** An array that is all of the file. */
    public JsonArrayBoundary() {
        this(false);
    }

    /**
     * @param inObject whether the array is the first list of an object
     */
    public JsonArrayBoundary(boolean inObject) {
        this.inObject = inObject;
    }

    @Override
    public Step step(int b) {
        if (inObject && depth == 0) {
            return aroundTheArray(b);
        }
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

    private Step aroundTheArray(int b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return Step.SKIP;
        }
        if (closed && braces == 0) {
            return outside(b);
        }
        switch (b) {
            case '"' -> inString = true;
            case '{' -> braces++;
            case '}' -> braces--;
            case '[' -> depth = closed ? 0 : 1;
            default -> {}
        }
        return Step.SKIP;
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
            return "there is text outside the JSON " + (inObject ? "object" : "array") + "; remove it";
        }
        return depth > 0 || braces > 0
                ? "the file ends inside its JSON array; it may be cut off: fetch or write it again"
                : null;
    }
}
