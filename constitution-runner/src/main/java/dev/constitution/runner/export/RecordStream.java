package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.JsonBytes;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NotCarriedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records as UTF-8 text: JSON Lines, or a CSV table where the form is one. */
public final class RecordStream implements RecordSink {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final JsonBytes line = new JsonBytes();
    private final CsvLines table;
    private final boolean isCsv;
    private long bytes;

    public RecordStream(ExportFormat export, boolean isCsv, OutputStream stream) throws IOException {
        this.out = new BufferedOutputStream(stream, BUFFER_BYTES);
        this.isCsv = isCsv;
        this.table = new CsvLines(export.columns().keySet());
        if (isCsv) {
            write(table.header());
        }
    }

    /** The JSON lines that a row gives, without their ends. */
    public static List<byte[]> lines(ExportFormat export, ExportRow row) {
        try {
            return ExportOutput.records(export, row, true).stream()
                    .map(Json::utf8)
                    .toList();
        } catch (NotCarriedException e) {
            return List.of();
        }
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        if (isCsv) {
            write(table.line(record));
        } else {
            line.of(record).writeTo(out);
            out.write('\n');
            bytes += line.size() + 1;
        }
    }

    /** How many bytes of records were written as lines of JSON. */
    long bytes() {
        return bytes;
    }

    /** Writes a line and its end. */
    void writeLine(byte[] line) throws IOException {
        out.write(line);
        out.write('\n');
    }

    /** Without replacement: what cannot be encoded must not be written as something else. */
    private void write(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        out.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
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
    public boolean takesBeyondTexts() {
        return true;
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
