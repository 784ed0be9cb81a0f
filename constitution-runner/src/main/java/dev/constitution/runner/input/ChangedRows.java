package dev.constitution.runner.input;

import dev.constitution.runner.base.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which rows of an input are others than they were: the first twenty, and how many these are. Not thread-safe. */
public final class ChangedRows {
    private static final int NAMED = 20;

    private final List<String> named = new ArrayList<>();
    private long changed;
    private long gone;
    private long added;

    /** Those by which two inputs differ, row by row. */
    public static ChangedRows between(InputFile before, InputFile now) throws IOException {
        ChangedRows rows = new ChangedRows();
        try (PromptReader was = before.rows();
                PromptReader is = now.rows()) {
            for (long row = 0; was.hasNext() && is.hasNext(); row++) {
                InputRow one = was.next();
                if (!isSame(one, is.next())) {
                    rows.changed(row, id(one));
                }
            }
            for (; was.hasNext(); was.next()) {
                rows.gone++;
            }
            for (; is.hasNext(); is.next()) {
                rows.added++;
            }
        }
        return rows;
    }

    private static boolean isSame(InputRow was, InputRow is) {
        return was instanceof InputRow.Read one && is instanceof InputRow.Read other
                ? one.prompt().equals(other.prompt())
                : was instanceof InputRow.Bad bad
                        && is instanceof InputRow.Bad still
                        && bad.message().equals(still.message());
    }

    /** The id of a row, or what stands for it. */
    public static String id(InputRow row) {
        return row instanceof InputRow.Read read ? read.prompt().id() : "line-" + row.line();
    }

    /**
     * Takes a row that is another one.
     *
     * @param row its place in the input, from 0
     * @param id what it was known by
     */
    public void changed(long row, String id) {
        changed++;
        if (named.size() < NAMED) {
            named.add(row + 1 + " (" + Words.shown(id) + ")");
        }
    }

    /** Takes a row that is not there any more. */
    public void gone() {
        gone++;
    }

    /** All of them in one clause. */
    public String inWords() {
        List<String> parts = new ArrayList<>();
        if (changed > 0) {
            parts.add((changed == 1 ? "row " : "rows ")
                    + String.join(", ", named)
                    + (changed > named.size() ? " and " + (changed - named.size()) + " more" : "")
                    + (changed == 1 ? " is another one" : " are others"));
        }
        if (gone > 0) {
            parts.add(Words.count(gone, "row") + " of its end " + (gone == 1 ? "is" : "are") + " gone");
        }
        if (added > 0) {
            parts.add(Words.count(added, "row") + (added == 1 ? " was" : " were") + " added at its end");
        }
        return parts.isEmpty() ? "no row's prompt is another one" : String.join("; ", parts);
    }
}
