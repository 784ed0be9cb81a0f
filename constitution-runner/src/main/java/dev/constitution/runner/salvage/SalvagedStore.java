package dev.constitution.runner.salvage;

import dev.constitution.runner.sqlite.DatabasePages;
import dev.constitution.runner.sqlite.FoundRecord;
import dev.constitution.runner.store.Inventory;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoredRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new store, filled in one transaction with the records of an old one's pages that are what was written. Of several records
 * of one key the first stands, and those on pages that are in use come before others.
 */
final class SalvagedStore {
    private static final String SET_ASIDE = "set_aside";

    /** What was taken out of use holds its record's texts; see the store's own statement. */
    private static final Map<String, String> CONTENT =
            Map.of("call", "step || ' ' || answer", "outcome", "kind || ' ' || detail || ' ' || json");

    private final Connection connection;
    private final TableForms forms;
    private final Map<String, PreparedStatement> inserts = new HashMap<>();
    private @Nullable SQLException failure;

    private SalvagedStore(Connection connection) throws SQLException {
        this.connection = connection;
        this.forms = new TableForms(connection);
    }

    /** Fills a file that is not there yet; it is closed then. */
    static SalvageReport write(Path file, DatabasePages pages, String fault) throws IOException, SQLException {
        try (Connection connection = StoreFile.connect(file)) {
            StoreFile.createTables(connection);
            connection.setAutoCommit(false);
            SalvagedStore store = new SalvagedStore(connection);
            store.fill(pages);
            SalvageReport report = store.finish(fault);
            connection.commit();
            return report;
        }
    }

    /** What was set aside comes first: old records of that are told by it. */
    private void fill(DatabasePages pages) throws IOException, SQLException {
        records(pages, Set.of(FoundRecord.Use.values()), Set.of(SET_ASIDE));
        records(
                pages,
                Set.of(FoundRecord.Use.USED, FoundRecord.Use.UNKNOWN),
                Set.of("meta", "call", "outcome", "label"));
        records(pages, Set.of(FoundRecord.Use.FREE), CONTENT.keySet()); // an old setting or label may be another one
    }

    private void records(DatabasePages pages, Set<FoundRecord.Use> uses, Set<String> tables)
            throws IOException, SQLException {
        pages.records(record -> {
            TableForms.Form form = uses.contains(record.use()) ? forms.of(record) : null;
            try {
                return form == null || failure != null || !tables.contains(form.table()) || take(record, form);
            } catch (SQLException e) {
                failure = e; // the disk is full, for example
                return true;
            }
        });
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether the record is what was written; it is in the store then, or another one of its key is. */
    private boolean take(FoundRecord record, TableForms.Form form) throws SQLException {
        Object key = form.keyOf(record);
        PreparedStatement insert = insert(form);
        int at = 0;
        for (Object value : form.values(record)) {
            insert.setObject(++at, value);
        }
        boolean isNew = insert.executeUpdate() > 0;
        if (!isNew) {
            return true;
        }
        boolean isIntact = StoredRecords.isIntact(connection, form.table(), key);
        boolean isOld = isIntact && record.use() != FoundRecord.Use.USED && isSetAside(form, key);
        if (!isIntact || isOld) {
            change("DELETE FROM " + form.table() + " WHERE " + form.key() + " = ?", key);
        }
        return isIntact;
    }

    private PreparedStatement insert(TableForms.Form form) throws SQLException {
        PreparedStatement insert = inserts.get(form.table());
        if (insert == null) {
            insert = connection.prepareStatement(form.insert());
            inserts.put(form.table(), insert);
        }
        return insert;
    }

    private boolean isSetAside(TableForms.Form form, Object key) throws SQLException {
        String content = CONTENT.get(form.table());
        return content != null
                && number(
                                "SELECT count(*) FROM set_aside s JOIN " + form.table() + " t ON s.key = t."
                                        + form.key()
                                        + " AND s.source = '" + form.table() + "' WHERE s.key = ? AND s.content = "
                                        + content,
                                key)
                        > 0;
    }

    private SalvageReport finish(String fault) throws SQLException {
        boolean isManifestLeft = number("SELECT count(*) FROM meta WHERE name = ?", RunManifest.META) > 0;
        if (!isManifestLeft) {
            change("DELETE FROM outcome"); // the answers give them again, under whatever the run is asked to do then
        }
        change("DELETE FROM meta WHERE name = ?", Inventory.META); // what there was is not what there is
        for (String table : List.of("call", SET_ASIDE)) {
            change("UPDATE " + table + " SET took = NULL WHERE took IS NOT NULL AND NOT json_valid(took)");
        }
        return new SalvageReport(
                fault,
                number("SELECT count(*) FROM call"),
                number("SELECT count(*) FROM outcome"),
                number("SELECT count(*) FROM label"),
                number("SELECT count(*) FROM set_aside"),
                number("SELECT count(*) FROM meta"),
                isManifestLeft,
                Optional.empty());
    }

    private long number(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private void change(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
