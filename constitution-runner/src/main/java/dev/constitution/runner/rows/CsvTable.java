package dev.constitution.runner.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The rows of a table under its header; {@link CsvBoundary} tells where a row ends. */
public final class CsvTable {
    private final CSVFormat format;
    private final String place;
    private final List<String> columns;

    private CsvTable(CSVFormat format, String place, List<String> columns) {
        this.format = format;
        this.place = place;
        this.columns = columns;
    }

    /**
     * The table whose header is the first of the records.
     *
     * @throws UsageException if there is none, or it cannot be used
     */
    public static CsvTable of(String location, RecordReader records, char delimiter) throws IOException {
        RawRecord header = records.next();
        if (header == null) {
            throw new UsageException(location + ": is empty; a table begins with a line that names its columns");
        }
        String place = location + ":" + header.line();
        CSVFormat format = format(delimiter);
        try {
            List<String> columns = withoutBlankEnd(cells(header.text(), format), 0);
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new BadRowException("the header names a column twice: " + Suggestion.quotedList(columns));
            }
            return new CsvTable(format, place, columns);
        } catch (BadRowException e) {
            throw new UsageException(place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where a column stands.
     *
     * @param option the option that names it
     * @throws UsageException if there is none of this name
     */
    int column(String name, String option) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new UsageException(place + ": there is no column \"" + name + "\" among "
                    + Suggestion.quotedList(columns) + "; name one with " + option + Suggestion.clause(name, columns));
        }
        return index;
    }

    public List<String> columns() {
        return columns;
    }

    /** The cells of a row, one a column. */
    public List<String> row(String text) throws BadRowException {
        List<String> cells = withoutBlankEnd(cells(text, format), columns.size());
        if (cells.size() != columns.size()) {
            long lines = text.lines().count();
            throw new BadRowException("the row has " + Words.count(cells.size(), "cell") + ", the header has "
                    + columns.size() + "; quote cells that hold the delimiter"
                    + (lines > 1 ? ", and look for an open quote: the row goes on for " + lines + " lines" : ""));
        }
        return cells;
    }

    /** The same as an object with a text for each column. */
    public ObjectNode object(String text) throws BadRowException {
        List<String> cells = row(text);
        ObjectNode row = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            row.put(columns.get(i), cells.get(i));
        }
        return row;
    }

    /** Spreadsheets write delimiters for columns at the end that hold nothing. */
    private static List<String> withoutBlankEnd(List<String> cells, int least) {
        int size = cells.size();
        while (size > least && cells.get(size - 1).isBlank()) {
            size--;
        }
        return cells.subList(0, size);
    }

    static CSVFormat format(char delimiter) {
        return CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    }

    /** The cells of one row. */
    static List<String> cells(String text, CSVFormat format) throws BadRowException {
        char delimiter = format.getDelimiterString().charAt(0);
        String quoted = CsvBoundary.withDoubledQuotes(text, delimiter);
        try (CSVParser parser = CSVParser.parse(quoted, format)) {
            return parser.getRecords().get(0).toList();
        } catch (IOException | UncheckedIOException e) { // of a text in memory, only its form can be at fault
            throw new BadRowException(CsvBoundary.strayText(quoted, delimiter));
        }
    }
}
