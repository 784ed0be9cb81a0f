package dev.constitution.spark;

import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** A part of one of the files of every run: there whole, or not at all. Used by one thread. */
final class ExportPart implements Closeable {
    private final FileSystem files;
    private final ExportFormat format;
    private final Path file;
    private final Path partial;
    private final OutputStream out;

    private ExportPart(FileSystem files, JobFolder folder, String name, int part, ExportFormat format)
            throws IOException {
        this.files = files;
        this.format = format;
        this.file = new Path(folder.path(name), String.format("part-%05d.jsonl", part));
        this.partial = folder.newPartial(file);
        this.out = files.create(partial, true);
    }

    /** Writes a part of all files from outcomes in their order; done again, it gives the same. */
    static void write(Iterator<Row> outcomes, int part, Engine engine) throws IOException {
        List<ExportPart> parts = new ArrayList<>();
        try {
            for (Map.Entry<String, ExportFormat> export : engine.exports().entrySet()) {
                parts.add(new ExportPart(
                        engine.files(), engine.job().folder(), export.getKey(), part, export.getValue()));
            }
            while (outcomes.hasNext()) {
                ExportRow row = ExportRow.of(OutcomeRow.record(outcomes.next()));
                for (ExportPart each : parts) {
                    each.write(row);
                }
            }
            for (ExportPart each : parts) {
                each.out.close();
                JobFolder.put(each.files, each.partial, each.file);
            }
        } finally {
            for (ExportPart each : parts) {
                each.close();
            }
        }
    }

    private void write(ExportRow row) throws IOException {
        for (byte[] line : RecordStream.lines(format, row)) {
            out.write(line);
            out.write('\n');
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        files.delete(partial, false);
    }
}
