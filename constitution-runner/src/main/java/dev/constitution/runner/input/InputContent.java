package dev.constitution.runner.input;

import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.rows.CsvBoundary;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.InputHead;
import dev.constitution.runner.rows.JsonArrayBoundary;
import dev.constitution.runner.rows.JsonObjectsBoundary;
import dev.constitution.runner.rows.RecordBoundary;
import dev.constitution.runner.rows.RecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What an input's bytes hold: text, unzipped and after its byte order mark, of a format.
 *
 * @param source says how to read it
 */
record InputContent(PromptSource source, BufferedInputStream text, InputFormat format) {

    /** The content of bytes, in the format that the source names, or else its file's extension, or else the text's begin. */
    static InputContent of(PromptSource source, InputStream bytes) throws IOException {
        BufferedInputStream text = InputHead.content(source.location(), bytes);
        InputFormat named = source.format();
        return new InputContent(source, text, named == null ? tell(source, text) : named);
    }

    private static InputFormat tell(PromptSource source, BufferedInputStream text) throws IOException {
        String extension = extension(source.location());
        PairFormat pairs = source.pairs();
        if (pairs != null && pairs != PairFormat.AUTO) {
            return pairs.container(extension);
        }
        if (!extension.isEmpty()) {
            return InputFormat.ofExtension(source.location(), extension);
        }
        return pairs == null ? InputHead.sniff(text, source.promptField()) : InputHead.sniffPairs(text);
    }

    /** What follows the last dot of a file's name, {@code .gz} aside; empty where there is none. */
    private static String extension(String location) {
        String name = String.valueOf(Path.of(location).getFileName()).toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        int dot = plain.lastIndexOf('.');
        return dot <= 0 ? "" : plain.substring(dot + 1);
    }

    /** The records from the first on, the header of a table among them. */
    RecordReader records() throws IOException {
        RecordBoundary boundary = switch (format) {
            case JSONL, HH_RLHF -> json();
            case CSV, TSV -> new CsvBoundary(delimiter());
            case TEXT -> RecordBoundary.lines();
        };
        return new RecordReader(text, boundary, source.maxRowBytes());
    }

    private RecordBoundary json() throws IOException {
        if (InputHead.isJsonArray(text)) {
            return new JsonArrayBoundary();
        }
        if (InputHead.isJsonObjectOfRows(text)) {
            return new JsonArrayBoundary(true);
        }
        return InputHead.isJsonOverLines(text) ? new JsonObjectsBoundary() : RecordBoundary.lines();
    }

    /** What parts the cells of a table; asked before its records are read. */
    char delimiter() throws IOException {
        return format == InputFormat.TSV ? '\t' : InputHead.delimiter(text);
    }
}
