package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.rows.FormulaGuard;
import java.util.Collection;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Lines of a CSV table, quoted as in RFC 4180. A cell that a spreadsheet would run as a formula is given a leading
 * apostrophe ({@link FormulaGuard}).
 */
final class CsvLines {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setQuoteMode(QuoteMode.MINIMAL)
            .get();

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
        guardedCells += FormulaGuard.isNeeded(cell) ? 1 : 0;
        return FormulaGuard.with(cell);
    }

    /** How many cells got an apostrophe. */
    long guardedCells() {
        return guardedCells;
    }
}
