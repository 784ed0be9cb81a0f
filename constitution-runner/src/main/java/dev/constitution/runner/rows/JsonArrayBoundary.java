package dev.constitution.runner.rows;

import org.jspecify.annotations.Nullable;

/**
 * Takes each element of a JSON array as a record, and of further arrays behind it; brackets and commas inside strings and
 * elements do not count. The array may stand in an object, after fields that are no lists; of the object nothing else is
 * read, and a further list of rows in it is a fault.
 */
public final class JsonArrayBoundary implements RecordBoundary {
    private static final int LONGEST_NAME = 20;

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean closed;
    private boolean strayText;
    private final boolean inObject;

    /** Before the array or after it: how many braces are open. */
    private int braces;

    private final StringBuilder name = new StringBuilder();
    private String unread = "";
    private boolean opened;

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
            if (inString && name.length() <= LONGEST_NAME) {
                name.append((char) b);
            }
            return Step.SKIP;
        }
        if (closed && braces == 0) {
            return outside(b);
        }
        if (opened && b == '{') {
            unread = unread.isEmpty() ? name.toString() : unread;
        }
        opened &= isSpace(b);
        switch (b) {
            case '"' -> {
                inString = true;
                name.setLength(0);
            }
            case '{' -> braces++;
            case '}' -> braces--;
            case '[' -> {
                opened = closed && braces == 1 && InputHead.LISTS_OF_ROWS.contains(name.toString());
                depth = closed ? 0 : 1;
            }
            default -> {}
        }
        return Step.SKIP;
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private Step outside(int b) {
        if (isSpace(b)) {
            return Step.SKIP;
        }
        if (!inObject && !strayText && b == '[') {
            depth = 1;
            closed = false;
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
        if (!unread.isEmpty()) {
            return "the object holds further rows under \"" + unread
                    + "\", which are not read; put them into a file of their" + " own";
        }
        return depth > 0 || braces > 0
                ? "the file ends inside its JSON array; it may be cut off: fetch or write it again"
                : null;
    }
}
