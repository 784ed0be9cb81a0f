package dev.constitution.runner.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands on a page. That it can be read does not mean that it is what was written.
 *
 * @param rowid its number in its table; empty for one of a table without rowids
 * @param values a {@link Long}, {@link Double}, {@link String}, byte array or null for each column; an {@code INTEGER PRIMARY
 *     KEY} is null, and the rowid instead
 * @param use whether the database uses its page
 */
public record FoundRecord(@Nullable Long rowid, List<@Nullable Object> values, Use use) {
    /** Whether a database uses a page. */
    public enum Use {
        USED,
        /** It cannot be told. */
        UNKNOWN,
        /** What stands on it is old: it was deleted, or moved elsewhere. */
        FREE
    }

    public FoundRecord {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
