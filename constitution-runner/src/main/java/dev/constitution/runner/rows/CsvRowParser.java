package dev.constitution.runner.rows;

import dev.constitution.runner.base.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a prompt from one record of a table: a prompt column, perhaps an id column, the others as metadata. */
public final class CsvRowParser implements RowParser {
    private final CsvTable table;
    private final int promptColumn;
    private final int idColumn;
    private final boolean idRequired;

    private CsvRowParser(CsvTable table, int promptColumn, int idColumn, boolean idRequired) {
        this.table = table;
        this.promptColumn = promptColumn;
        this.idColumn = idColumn;
        this.idRequired = idRequired;
    }

    /**
     * A parser for the rows of a table.
     *
     * @throws UsageException if the table has no such columns
     */
    public static CsvRowParser of(CsvTable table, @Nullable String promptField, @Nullable String idField) {
        int prompt = table.column(promptField == null ? "prompt" : promptField, "--prompt-field");
        int id = idField == null ? table.columns().indexOf("id") : table.column(idField, "--id-field");
        return new CsvRowParser(table, prompt, id, idField != null);
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        List<String> cells = table.row(text);
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (i != promptColumn && i != idColumn) {
                metadata.put(table.columns().get(i), cells.get(i));
            }
        }
        return new Draft(id(cells), JsonMessages.of(cells.get(promptColumn)), metadata);
    }

    private @Nullable String id(List<String> cells) throws BadRowException {
        String id = idColumn < 0 ? "" : cells.get(idColumn);
        if (id.isBlank() && idRequired) {
            throw new BadRowException(
                    "the cell \"" + table.columns().get(idColumn) + "\" is blank, but is to be the row's id");
        }
        return id.isBlank() ? null : id;
    }
}
