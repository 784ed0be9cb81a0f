package dev.constitution.runner.store;

import dev.constitution.runner.base.UsageException;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds a row of a store by its id or its number. */
public final class RowFinder {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Enough to find a slip in, few enough to compare. */
    private static final int COMPARED = 20_000;

    private static final int NAMED = 3;

    private final StoreView store;
    private final long rows;

    /**
     * @param rows how many rows the run's input has
     */
    public RowFinder(StoreView store, long rows) {
        this.store = store;
        this.rows = rows;
    }

    /**
     * The row of this id; where no row has it and it is a number, the row of that number, from 1.
     *
     * @return the row's place in the input, from 0
     * @throws UsageException if there is none, with what may have been meant
     */
    public long row(String idOrNumber) {
        OptionalLong row = ofId(idOrNumber);
        if (row.isPresent()) {
            return row.getAsLong();
        }
        if (NUMBER.matcher(idOrNumber).matches()) {
            return number(Long.parseLong(idOrNumber));
        }
        String near = near(idOrNumber);
        throw new UsageException("no row that was begun has the id \"" + idOrNumber + "\"" + near
                + (near.endsWith("?") ? " rows" : "; rows") + " can also be named by their number, from 1 to " + rows);
    }

    /**
     * The row of this number, from 1.
     *
     * @throws UsageException if there is none
     */
    public long number(long number) {
        if (number < 1 || number > rows) {
            throw new UsageException(
                    String.format(Locale.ROOT, "there is no row %d; the run's rows go from 1 to %d", number, rows));
        }
        return number - 1;
    }

    /** Rows that were asked about have an outcome, or else calls. */
    private OptionalLong ofId(String id) {
        List<Long> found = new ArrayList<>();
        store.queries().query("SELECT row FROM outcome WHERE id = ? LIMIT 1", row -> found.add(row.getLong(1)), id);
        if (found.isEmpty()) {
            store.queries()
                    .query(
                            "SELECT key FROM call WHERE prompt = ? LIMIT 1",
                            key -> found.add(CallRecord.rowOf(key.getLong(1))),
                            id);
        }
        return found.isEmpty() ? OptionalLong.empty() : OptionalLong.of(found.get(0));
    }

    /** The rows of these ids, as far as they are done. */
    public static Map<String, Long> rows(StoreView store, Set<String> ids) {
        Map<String, Long> rows = new HashMap<>();
        store.queries().query("SELECT id, row FROM outcome", result -> {
            if (ids.contains(result.getString(1))) {
                rows.put(result.getString(1), result.getLong(2));
            }
        });
        return rows;
    }

    private String near(String id) {
        int slips = Math.max(1, id.length() / 2);
        String clause = Suggestion.clause(
                id,
                ids(
                        "SELECT id FROM outcome WHERE length(id) BETWEEN ? AND ? LIMIT " + COMPARED,
                        id.length() - slips,
                        id.length() + slips));
        if (!clause.isEmpty()) {
            return clause;
        }
        List<String> holding = ids("SELECT id FROM outcome WHERE instr(lower(id), lower(?)) > 0 LIMIT " + NAMED, id);
        return holding.isEmpty() ? "" : "; ids that hold it: " + Suggestion.quotedList(holding);
    }

    private List<String> ids(String sql, Object... arguments) {
        List<String> ids = new ArrayList<>();
        store.queries().query(sql, result -> ids.add(result.getString(1)), arguments);
        return ids;
    }
}
