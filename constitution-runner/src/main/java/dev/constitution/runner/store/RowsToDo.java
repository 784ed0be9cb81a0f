package dev.constitution.runner.store;

import dev.constitution.runner.base.Words;
import java.util.Locale;

/**
 * Which rows a run's last start was to do: those before its limit. A row beyond it that an earlier start has done counts as
 * one to do, so that what is done and what is left add up, whatever the limits were.
 *
 * @param done rows with an outcome
 * @param left rows before the limit that have none
 * @param input rows of the input
 */
public record RowsToDo(long done, long left, long input) {
    private static final String META = "limit";

    /** Notes a start's limit; one that the input does not reach is none. */
    public static void write(RunStore store, long limit) {
        store.setting(META, Long.toString(limit));
    }

    /** The rows of a run as they stand. */
    public static RowsToDo of(StoreView store, RunManifest manifest) {
        return of(store, manifest, store.doneRows());
    }

    /** The same where it is known how many are done. */
    public static RowsToDo of(StoreView store, RunManifest manifest, long done) {
        long limit = store.meta(META).map(Long::parseLong).orElse(manifest.rows());
        return of(store, done, Math.min(limit, manifest.rows()), manifest.rows());
    }

    /**
     * The rows as they stand under a limit.
     *
     * @param limit no more than the input's rows
     */
    public static RowsToDo of(StoreView store, long limit, long input) {
        return of(store, store.doneRows(), limit, input);
    }

    /**
     * The same where it is known how many are done.
     *
     * @param limit no more than the input's rows
     */
    public static RowsToDo of(StoreView store, long done, long limit, long input) {
        return new RowsToDo(done, limit - (done - store.doneRowsFrom(limit)), input);
    }

    /** Rows to do, done or not. */
    public long rows() {
        return done + left;
    }

    /** {@code 3 of 4 rows done}, and how many the input has where these are more. */
    public String inWords() {
        String text = String.format(Locale.ROOT, "%,d of %s done", done, Words.count(rows(), "row"));
        return rows() == input ? text : text + String.format(Locale.ROOT, "; the input has %,d", input);
    }
}
