package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a prompt from one record of a table as {@link JsonRowParser} does from an object of texts; a blank cell of the id is
 * no id.
 */
public final class CsvRowParser implements RowParser {
    private final CsvTable table;
    private final JsonRowParser rows;
    private final int idColumn;
    private final boolean idRequired;

    private CsvRowParser(CsvTable table, JsonRowParser rows, int idColumn, boolean idRequired) {
        this.table = table;
        this.rows = rows;
        this.idColumn = idColumn;
        this.idRequired = idRequired;
    }

    /**
     * A parser for the rows of a table.
     *
     * @throws UsageException if the table has no such columns
     */
    public static CsvRowParser of(
            CsvTable table, @Nullable String promptField, @Nullable String idField, boolean dropLastAnswer) {
        requireColumns(table, promptField);
        int id = idField == null ? table.columns().indexOf("id") : table.column(idField, "--id-field");
        return new CsvRowParser(
                table, new JsonRowParser(false, promptField, idField, dropLastAnswer), id, idField != null);
    }

    private static void requireColumns(CsvTable table, @Nullable String promptField) {
        if (promptField == null) {
            if (PromptFields.amongColumns(table.columns()) == null) {
                table.column("prompt", "--prompt-field");
            }
        } else if (!table.columns().contains(promptField)) {
            for (String name : PromptFields.split(promptField)) {
                table.column(name, "--prompt-field");
            }
        }
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        ObjectNode row = table.object(text);
        if (idColumn >= 0) {
            String name = table.columns().get(idColumn);
            if (row.path(name).asText().isBlank()) {
                if (idRequired) {
                    throw new BadRowException("the cell \"" + name + "\" is blank, but is to be the row's id");
                }
                row.remove(name);
            }
        }
        return rows.draft(row);
    }
}
