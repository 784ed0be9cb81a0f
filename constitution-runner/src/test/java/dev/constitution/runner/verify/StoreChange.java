package dev.constitution.runner.verify;

import dev.constitution.runner.store.StoreFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One change in a run's store; those that there can be are found from the store's own tables and columns.
 *
 * @param column empty where the whole record is deleted
 */
record StoreChange(String table, String column, String value, String where) {

    /** Of every column of every table, in a record from the middle, and its deletion; of settings, of each. */
    static List<StoreChange> all(Path run) throws SQLException {
        List<StoreChange> changes = new ArrayList<>();
        try (Connection store = StoreFile.connect(run.resolve(StoreFile.NAME))) {
            for (String table : texts(store, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                for (String where : records(store, table)) {
                    changes.add(new StoreChange(table, "", "", where));
                    for (String column : texts(store, "SELECT name FROM pragma_table_info('" + table + "')")) {
                        add(changes, store, table, column, where);
                    }
                }
            }
        }
        return changes;
    }

    private static List<String> records(Connection store, String table) throws SQLException {
        if (table.equals("meta")) {
            return texts(store, "SELECT 'name = ''' || name || '''' FROM meta");
        }
        return texts(
                store,
                "SELECT 'rowid = ' || rowid FROM " + table + " ORDER BY rowid LIMIT 1 OFFSET (SELECT count(*) / 2 FROM "
                        + table + ")");
    }

    private static void add(List<StoreChange> changes, Connection store, String table, String column, String where)
            throws SQLException {
        String type = texts(store, "SELECT typeof(" + column + ") FROM " + table + " WHERE " + where)
                .get(0);
        List<String> values = switch (type) {
            case "integer" -> List.of(column + " + 7", column + " - (1 << 40)", "'none'");
            case "null" -> List.of("'none'");
            default -> List.of(column + " || 'x'", "''");
        };
        for (String value : values) {
            changes.add(new StoreChange(table, column, value, where));
        }
        boolean isNullable = texts(
                                store,
                                "SELECT 1 FROM pragma_table_info('" + table + "') WHERE name = '" + column
                                        + "' AND \"notnull\" = 0 AND pk = 0")
                        .size()
                == 1;
        if (isNullable && !type.equals("null")) {
            changes.add(new StoreChange(table, column, "NULL", where));
        }
    }

    private static List<String> texts(Connection store, String sql) throws SQLException {
        try (Statement statement = store.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }

    /** Whether it could be made: a key takes no text, and none that another record has. */
    boolean isMadeIn(Path run) throws SQLException {
        try (Connection store = StoreFile.connect(run.resolve(StoreFile.NAME));
                Statement statement = store.createStatement()) {
            String change = column.isEmpty()
                    ? "DELETE FROM " + table
                    : "UPDATE OR IGNORE " + table + " SET " + column + " = " + value;
            return statement.executeUpdate(change + " WHERE " + where) == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("datatype mismatch")) {
                return false;
            }
            throw e;
        }
    }
}
