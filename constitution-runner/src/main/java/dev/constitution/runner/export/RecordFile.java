package dev.constitution.runner.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
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
    private final Optional<FirstFields> fields;

    RecordFile(ExportFormat export, Path file) throws IOException {
        this(export, file, Optional.empty());
    }

    /** A file whose readers are told nothing of its fields: if need be, the first records with a field go to its front. */
    static RecordFile untold(ExportFormat export, Path file) throws IOException {
        return new RecordFile(export, file, Optional.of(new FirstFields()));
    }

    private RecordFile(ExportFormat export, Path file, Optional<FirstFields> fields) throws IOException {
        this.export = export;
        this.file = file;
        this.partial = WholeFile.partial(file);
        this.text = isParquet() ? WholeFile.partial(file.resolveSibling(file.getFileName() + ".jsonl")) : partial;
        if (isParquet()) {
            ParquetFiles.installed(); // says at once where it is missing
        }
        this.fields = isParquet() || export.isCsv() ? Optional.empty() : fields;
        this.records = new RecordStream(export, export.isCsv() && !isParquet(), open(text));
    }

    private OutputStream open(Path text) throws IOException {
        OutputStream out = Files.newOutputStream(text);
        return endsWith(".gz") ? new GZIPOutputStream(out) : out;
    }

    private InputStream read(Path text) throws IOException {
        InputStream in = Files.newInputStream(text);
        return endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private boolean isParquet() {
        return endsWith(".parquet");
    }

    private boolean endsWith(String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    @Override
    public void write(ObjectNode record) throws IOException {
        fields.ifPresent(known -> known.see(record, records.bytes()));
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
        if (toFront() > 0) {
            putFirst(fields.orElseThrow());
        }
        if (isParquet()) {
            ParquetFiles.installed().fromJsonLines(text, export.columns(), partial);
            Files.delete(text);
        }
    }

    private int toFront() {
        return fields.map(FirstFields::toFront).orElse(0);
    }

    private void putFirst(FirstFields known) throws IOException {
        Path ordered = WholeFile.partial(text);
        try {
            try (OutputStream out = open(ordered)) {
                for (boolean isOfFirsts : List.of(true, false)) {
                    try (InputStream lines = read(text)) {
                        known.copy(isOfFirsts, lines, out);
                    }
                }
            }
            Files.move(ordered, text, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(ordered);
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
        SortedMap<String, Long> remarks = records.remarks();
        if (toFront() > 0) {
            remarks.put("put first, as readers know fields by the first 10 MiB", (long) toFront());
        }
        return remarks;
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

    /**
     * Finds the records of a file of JSON Lines that are the first to have a field, or another kind of value in one. Where one stands
     * behind what {@code datasets} looks at to know the file's fields, that reader ends with an error: such records then go to the
     * front, all in their order. Used by one thread.
     */
    private static final class FirstFields {
        /** So much of a file {@code datasets} looks at for its fields. */
        private static final int LOOKED_AT = 10 << 20;

        /** A record's own fields, those of its turns, and of their parts and calls; what is deeper is each tool's own. */
        private static final int DEPTH = 3;

        private final Set<String> known = new HashSet<>();
        private final Set<Long> firsts = new HashSet<>();
        private long lines;
        private boolean isAnyLate;

        /** @param begin how many bytes stand before the record */
        void see(ObjectNode record, long begin) {
            if (add("", record, DEPTH)) {
                firsts.add(lines);
                isAnyLate |= begin > LOOKED_AT;
            }
            lines++;
        }

        private boolean add(String way, JsonNode value, int depth) {
            boolean isNew = known.add(way + ' ' + value.getNodeType());
            if (value.isArray()) {
                for (JsonNode item : value) {
                    isNew |= add(way + '.', item, depth);
                }
            } else if (depth > 0) {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    isNew |= add(way + '/' + field.getKey(), field.getValue(), depth - 1);
                }
            }
            return isNew;
        }

        /** How many records are to go to the front, 0 where all are found where they stand. */
        int toFront() {
            return isAnyLate ? firsts.size() : 0;
        }

        /** Copies the lines of these records alone, or those of the others. */
        void copy(boolean isOfFirsts, InputStream lines, OutputStream to) throws IOException {
            LongPredicate isWanted = line -> firsts.contains(line) == isOfFirsts;
            byte[] buffer = new byte[1 << 16];
            long line = 0;
            for (int length = lines.read(buffer); length > 0; length = lines.read(buffer)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        write(isWanted.test(line++), buffer, from, i + 1, to);
                        from = i + 1;
                    }
                }
                write(isWanted.test(line), buffer, from, length, to);
            }
        }

        private static void write(boolean isWanted, byte[] buffer, int from, int end, OutputStream to)
                throws IOException {
            if (isWanted) {
                to.write(buffer, from, end - from);
            }
        }
    }
}
