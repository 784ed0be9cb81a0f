package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;

/**
 * A file of records, in place whole or not at all. Its ending says how they lie in it: {@code .parquet} is Parquet,
 * {@code .gz} is gzip, all else is plain text.
 */
final class RecordFile implements RecordSink {
    private final ExportFormat export;
    private final Path file;
    private final Path partial;
    private final Path text;
    private final RecordStream records;

    RecordFile(ExportFormat export, Path file) throws IOException {
        this.export = export;
        this.file = file;
        this.partial = WholeFile.partial(file);
        this.text = isParquet() ? WholeFile.partial(file.resolveSibling(file.getFileName() + ".jsonl")) : partial;
        if (isParquet()) {
            ParquetFiles.installed(); // says at once where it is missing
        }
        this.records = new RecordStream(export, export.isCsv() && !isParquet(), open());
    }

    private OutputStream open() throws IOException {
        OutputStream out = Files.newOutputStream(text);
        return endsWith(".gz") ? new GZIPOutputStream(out) : out;
    }

    private boolean isParquet() {
        return endsWith(".parquet");
    }

    private boolean endsWith(String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        records.write(record);
    }

    @Override
    public void flush() throws IOException {
        records.flush();
    }

    /** Writes a line of JSON and its end. */
    void writeLine(byte[] line) throws IOException {
        records.writeLine(line);
    }

    @Override
    public List<Path> finish() throws IOException {
        complete();
        putInPlace(file);
        return List.of(file);
    }

    /** Ends the writing; what was written still has another name. */
    void complete() throws IOException {
        records.finish();
        if (isParquet()) {
            ParquetFiles.installed().fromJsonLines(text, export.columns(), partial);
            Files.delete(text);
        }
    }

    /** Gives a complete file its name, in the folder in which it grew. */
    void putInPlace(Path name) throws IOException {
        WholeFile.putInPlace(partial, name);
    }

    @Override
    public boolean takesEscapes() {
        return !isParquet() && records.takesEscapes();
    }

    @Override
    public boolean takesBeyondTexts() {
        return !isParquet();
    }

    @Override
    public SortedMap<String, Long> remarks() {
        return records.remarks();
    }

    /** What has not been put in place goes: on a full disk it would be in the way. */
    @Override
    public void close() throws IOException {
        try {
            records.close();
        } finally {
            Files.deleteIfExists(text);
            Files.deleteIfExists(partial);
        }
    }
}
