package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Lines of a CSV table, quoted as in RFC 4180. A cell that a spreadsheet would run as a formula is given a leading
 * apostrophe, by which spreadsheets know text.
 */
final class CsvLines {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setQuoteMode(QuoteMode.MINIMAL)
            .get();
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final List<String> columns;
    private long guardedCells;

    CsvLines(Collection<String> columns) {
        this.columns = List.copyOf(columns);
    }

    String header() {
        return FORMAT.format(columns.toArray()) + "\n";
    }

    /** A record's line with its end. */
    String line(ObjectNode record) {
        return FORMAT.format(columns.stream()
                        .map(column -> guarded(record.get(column).textValue()))
                        .toArray())
                + "\n";
    }

    private String guarded(String cell) {
        if (cell.isEmpty() || FORMULA_STARTS.indexOf(cell.charAt(0)) < 0) {
            return cell;
        }
        guardedCells++;
        return "'" + cell;
    }

    /** How many cells got an apostrophe. */
    long guardedCells() {
        return guardedCells;
    }
}
