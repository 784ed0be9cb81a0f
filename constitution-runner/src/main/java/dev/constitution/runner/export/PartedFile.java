package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.format.ExportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Records in a file, or, where they take more than a size as JSON Lines, in several parts. How many there are is known at the
 * end alone: until then each grows under another name, and no part has its own before all are complete. No part is empty but
 * the only one, and none is larger than the size but by a single record.
 */
final class PartedFile implements RecordSink {
    private final ExportFormat export;
    private final Path file;
    private final long partBytes;
    private final Runnable nextPart;
    private final List<RecordFile> parts = new ArrayList<>();
    private RecordFile growing;
    private long bytes;

    /**
     * @param export no table
     * @param nextPart is told when a part is complete and another begins
     */
    PartedFile(ExportFormat export, Path file, long partBytes, Runnable nextPart) throws IOException {
        this.export = export;
        this.file = file;
        this.partBytes = partBytes;
        this.nextPart = nextPart;
        this.growing = grow();
    }

    private RecordFile grow() throws IOException {
        RecordFile part = new RecordFile(export, FileParts.growing(file, parts.size()));
        parts.add(part);
        return part;
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        byte[] line = Json.utf8(record);
        long more = line.length + 1L;
        if (bytes > 0 && bytes + more > partBytes) {
            growing.complete();
            nextPart.run();
            growing = grow();
            bytes = 0;
        }
        growing.writeLine(line);
        bytes += more;
    }

    @Override
    public void flush() throws IOException {
        growing.flush();
    }

    @Override
    public List<Path> finish() throws IOException {
        growing.complete();
        List<Path> names = FileParts.names(file, parts.size());
        for (int i = 0; i < names.size(); i++) {
            parts.get(i).putInPlace(names.get(i));
        }
        return names;
    }

    @Override
    public boolean takesEscapes() {
        return growing.takesEscapes();
    }

    /** Its columns are named in a card. */
    @Override
    public boolean takesBeyondTexts() {
        return false;
    }

    @Override
    public SortedMap<String, Long> remarks() {
        return growing.remarks();
    }

    @Override
    public void close() throws IOException {
        for (RecordFile part : parts) {
            part.close();
        }
    }
}
