package dev.constitution.runner.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.rows.BadRowException;
import dev.constitution.runner.rows.CsvTable;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.JsonRowParser;
import dev.constitution.runner.rows.RecordReader;
import dev.constitution.runner.rows.RowParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads labelled pairs from records; the first that can be read tells the form where nobody says. Not thread-safe. */
public final class PairRowParser implements RowParser {
    private final String location;
    /** The table that the records are rows of; null where each is a JSON object. */
    private final @Nullable CsvTable table;

    private PairFormat format;

    private PairRowParser(String location, PairFormat format, @Nullable CsvTable table) {
        this.location = location;
        this.format = format;
        this.table = table;
    }

    /**
     * A parser for the records of a source of pairs.
     *
     * @param location how messages name the source
     * @param container how the records lie in the file
     */
    public static PairRowParser of(String location, PairFormat format, RecordReader records, InputFormat container)
            throws IOException {
        CsvTable table = switch (container) {
            case CSV -> CsvTable.of(location, records, ',');
            case TSV -> CsvTable.of(location, records, '\t');
            case JSONL, HH_RLHF -> null;
            case TEXT ->
                throw new UsageException(location + ": is plain text, which holds no labelled pairs; name the"
                        + " form of its pairs with --format");
        };
        return new PairRowParser(location, format, table);
    }

    @Override
    public Draft parse(String text) throws BadRowException {
        return pair(text).asDraft();
    }

    /**
     * The pair of a record.
     *
     * @throws UsageException if the form is to be told from this record, and it is of none
     */
    LabelledPair pair(String text) throws BadRowException {
        JsonNode row = table == null ? JsonRowParser.object(text) : object(table, text);
        if (format == PairFormat.AUTO) {
            format = PairFormat.of(row, location, table != null);
        }
        return format.form().read(row);
    }

    /** The form of the pairs, known from the first record on. */
    PairFormat format() {
        return format;
    }

    private static JsonNode object(CsvTable table, String text) throws BadRowException {
        List<String> cells = table.row(text);
        ObjectNode row = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            row.put(table.columns().get(i), cells.get(i));
        }
        return row;
    }
}
