package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NotCarriedException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records as UTF-8 text: JSON Lines, or a CSV table where the form is one. */
public final class RecordStream implements RecordSink {
    private final BufferedWriter out;
    private final CsvLines table;
    private final boolean isCsv;

    public RecordStream(ExportFormat export, boolean isCsv, OutputStream stream) throws IOException {
        // Without replacement: what cannot be encoded must not be written as something else.
        this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8.newEncoder()));
        this.isCsv = isCsv;
        this.table = new CsvLines(export.columns().keySet());
        if (isCsv) {
            out.write(table.header());
        }
    }

    /** The JSON lines that a row gives, without their ends. */
    public static List<String> lines(ExportFormat export, ExportRow row) {
        try {
            return ExportOutput.records(export, row, true).stream()
                    .map(RecordStream::json)
                    .toList();
        } catch (NotCarriedException e) {
            return List.of();
        }
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        writeLine(isCsv ? table.line(record) : json(record) + "\n");
    }

    /** Writes a line with its end, as it is. */
    void writeLine(String line) throws IOException {
        out.write(line);
    }

    static String json(ObjectNode record) {
        return Json.line(json -> json.writeTree(record));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public List<Path> finish() throws IOException {
        out.close();
        return List.of();
    }

    @Override
    public boolean takesEscapes() {
        return !isCsv;
    }

    @Override
    public SortedMap<String, Long> remarks() {
        TreeMap<String, Long> remarks = new TreeMap<>();
        if (table.guardedCells() > 0) {
            remarks.put("cells that begin like a formula, given a leading '", table.guardedCells());
        }
        return remarks;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
