package dev.constitution.runner.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** People's labels in a run's store. */
public final class StoredLabels {
    static final String TABLE = "label";

    private static final String LABELS =
            "SELECT key, row, prompt, a, b, choice, labeller, at, shown_first, origin, answers, correction, checksum"
                    + " FROM label";

    static final String ONE = LABELS + " WHERE key = ?";

    private static final String ALL = LABELS + " WHERE key >= ? ORDER BY key LIMIT ?";

    private StoredLabels() {}

    /** Every label's record with whether it is intact, in no order that means anything. */
    public static Iterator<StoredRecords.Checked<Label>> checked(StoreView store) {
        return new PagedQuery<>(store.queries(), ALL, Long.MIN_VALUE, StoredLabels::read, StoredRecords.Checked::key);
    }

    /**
     * All labels by prompt, then sides, then labeller.
     *
     * @throws CorruptStoreException if one is damaged
     */
    public static List<Label> in(StoreView store) {
        List<Label> labels = new ArrayList<>();
        checked(store).forEachRemaining(one -> labels.add(one.orThrow()));
        labels.sort(Comparator.comparingLong(Label::row)
                .thenComparing(label -> label.sides().a())
                .thenComparing(label -> label.sides().b())
                .thenComparing(Label::labeller));
        return labels;
    }

    /** Returns when the label is stored. */
    public static void write(Label label, RunStore store) {
        store.writer().label(label);
    }

    static StoredRecords.Checked<Label> read(ResultSet result) throws SQLException {
        long key = result.getLong(1);
        long row = result.getLong(2);
        Label label = null;
        try {
            Label found = new Label(
                    row,
                    text(result, 3),
                    new Sides(text(result, 4), text(result, 5)),
                    Choice.of(text(result, 6)),
                    text(result, 7),
                    Instant.parse(text(result, 8)),
                    Optional.ofNullable(result.getString(9)),
                    text(result, 10),
                    text(result, 11),
                    Optional.ofNullable(result.getString(12)));
            boolean isAsWritten = found.choice().label().equals(text(result, 6))
                    && found.at().toString().equals(text(result, 8)); // they are read in any case
            label = isAsWritten && found.key() == key && Checksum.of(found) == result.getLong(13) ? found : null;
        } catch (IllegalArgumentException | DateTimeException e) {
            // A choice, name or time that cannot be: damaged.
        }
        return new StoredRecords.Checked<>(TABLE, key, row, label);
    }

    private static String text(ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        return text == null ? "" : text;
    }
}
