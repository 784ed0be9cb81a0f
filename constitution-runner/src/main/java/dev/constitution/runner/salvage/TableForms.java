package dev.constitution.runner.salvage;

import dev.constitution.runner.sqlite.FoundRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables of a run's store, by which it can be told which of them a record was of. */
final class TableForms {
    private final List<Form> forms = new ArrayList<>();

    /** Those of a store that was just made. */
    TableForms(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")) {
            while (tables.next()) {
                forms.add(new Form(tables.getString(1), tables.getInt(2) == 0, new ArrayList<>()));
            }
        }
        for (Form form : forms) {
            try (Statement statement = connection.createStatement();
                    ResultSet columns = statement.executeQuery("PRAGMA table_info(" + form.table + ")")) {
                while (columns.next()) {
                    form.columns.add(new Column(
                            columns.getString("name"),
                            columns.getString("type").equals("INTEGER"),
                            columns.getInt("notnull") == 1 || columns.getInt("pk") == 1,
                            columns.getInt("pk") == 1));
                }
            }
        }
    }

    /** A column; all are of texts or of whole numbers. */
    private record Column(String name, boolean isWhole, boolean isNeeded, boolean isKey) {

        boolean takes(@Nullable Object value, boolean hasRowid) {
            if (isKey && isWhole && hasRowid) {
                return value == null; // it is the rowid
            }
            return value == null ? !isNeeded : isWhole ? value instanceof Long : value instanceof String;
        }
    }

    /** A table. */
    record Form(String table, boolean hasRowid, List<Column> columns) {

        /** What its records are known by. */
        String key() {
            return columns.stream()
                    .filter(Column::isKey)
                    .map(Column::name)
                    .findFirst()
                    .orElse("rowid");
        }

        Object keyOf(FoundRecord record) {
            return Objects.requireNonNull(
                    hasRowid ? record.rowid() : record.values().get(0));
        }

        /** Puts a record in place, unless there is one of its key. */
        String insert() {
            List<String> names =
                    new ArrayList<>(columns.stream().map(Column::name).toList());
            if (isKeyHidden()) {
                names.add("rowid");
            }
            return "INSERT OR IGNORE INTO " + table + " (" + String.join(", ", names) + ") VALUES (?"
                    + ", ?".repeat(names.size() - 1) + ")";
        }

        /** What {@link #insert} takes. */
        List<@Nullable Object> values(FoundRecord record) {
            List<@Nullable Object> values = new ArrayList<>(record.values());
            for (int i = 0; i < columns.size(); i++) {
                if (hasRowid && columns.get(i).isKey()) {
                    values.set(i, record.rowid());
                }
            }
            if (isKeyHidden()) {
                values.add(record.rowid());
            }
            return values;
        }

        private boolean isKeyHidden() {
            return hasRowid && columns.stream().noneMatch(Column::isKey);
        }

        private boolean isOf(FoundRecord record) {
            boolean fits = hasRowid == (record.rowid() != null)
                    && columns.size() == record.values().size();
            for (int i = 0; fits && i < columns.size(); i++) {
                fits = columns.get(i).takes(record.values().get(i), hasRowid);
            }
            return fits;
        }
    }

    /** The table that a record can be of; null where it can be of none. */
    @Nullable
    Form of(FoundRecord record) {
        return forms.stream().filter(form -> form.isOf(record)).findFirst().orElse(null);
    }
}
