package dev.constitution.runner;

import dev.constitution.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads a prompt from one record of a table: a prompt column, perhaps an id column, the others as metadata. */
final class CsvRowParser implements RowParser {
    private final CSVFormat format;
    private final List<String> columns;
    private final int promptColumn;
    private final int idColumn;
    private final boolean idRequired;

    private CsvRowParser(CSVFormat format, List<String> columns, int promptColumn, int idColumn, boolean idRequired) {
        this.format = format;
        this.columns = columns;
        this.promptColumn = promptColumn;
        this.idColumn = idColumn;
        this.idRequired = idRequired;
    }

    /** A parser for the rows under a header. */
    static CsvRowParser under(String header, char delimiter, @Nullable String promptField, @Nullable String idField)
            throws BadRowException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        List<String> columns = cells(header, format);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new BadRowException("the header names a column twice: " + Suggestions.list(columns));
        }
        int prompt = column(columns, promptField == null ? "prompt" : promptField, "--prompt-field");
        int id = idField == null ? columns.indexOf("id") : column(columns, idField, "--id-field");
        return new CsvRowParser(format, columns, prompt, id, idField != null);
    }

    private static int column(List<String> columns, String name, String option) throws BadRowException {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new BadRowException("there is no column \"" + name + "\" among " + Suggestions.list(columns)
                    + "; name one with " + option + Suggestions.didYouMean(name, columns));
        }
        return index;
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        List<String> cells = cells(text, format);
        if (cells.size() != columns.size()) {
            throw new BadRowException("the row has " + cells.size() + " cells, the header has " + columns.size()
                    + "; quote cells that hold the delimiter");
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (i != promptColumn && i != idColumn) {
                metadata.put(columns.get(i), cells.get(i));
            }
        }
        return new Draft(id(cells), List.of(Message.user(cells.get(promptColumn))), metadata);
    }

    private @Nullable String id(List<String> cells) throws BadRowException {
        String id = idColumn < 0 ? "" : cells.get(idColumn);
        if (id.isBlank() && idRequired) {
            throw new BadRowException("the cell \"" + columns.get(idColumn) + "\" is blank, but is to be the row's id");
        }
        return id.isBlank() ? null : id;
    }

    private static List<String> cells(String text, CSVFormat format) throws BadRowException {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() != 1) {
                throw new BadRowException("a carriage return stands outside quotes; end lines with a line feed");
            }
            return records.get(0).toList();
        } catch (IOException | UncheckedIOException e) { // of a text in memory, only its form can be at fault
            throw new BadRowException("text follows a cell's closing quote; double a quote that belongs to the cell");
        }
    }
}
