package dev.constitution.runner.input;

import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A copy of an input that cannot be read twice, or whose rows do not lie in it one after another. */
final class SpooledInput {
    /** What a Parquet file begins with. */
    private static final String PARQUET = "PAR1";

    private SpooledInput() {}

    /**
     * Whether the input must be copied before it is scanned: it is gone once it is read, as standard input and pipes are, or
     * its rows do not lie in it one after another, as in Parquet.
     */
    static boolean isNeededFor(PromptSource source) throws IOException {
        return source.isStandardInput() || !Files.isRegularFile(Path.of(source.location())) || isParquet(source);
    }

    static boolean isParquet(PromptSource source) throws IOException {
        if (source.isStandardInput()) {
            return false;
        }
        Path file = Path.of(source.location());
        if (Files.isDirectory(file)) {
            return holdsParquet(file);
        }
        if (!Files.isRegularFile(FileParts.of(file).get(0))) {
            return false;
        }
        try (InputStream in = new InputFile(source).raw()) {
            return new String(in.readNBytes(PARQUET.length()), StandardCharsets.ISO_8859_1).equals(PARQUET);
        }
    }

    /** Whether a folder holds parts of a data set, as Spark and other programs write them. */
    private static boolean holdsParquet(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    /** Writes a Parquet file's rows as JSON Lines. */
    static void convert(PromptSource source, Path file) throws IOException {
        ParquetFiles.installed().toJsonLines(FileParts.of(Path.of(source.location())), file);
    }

    /** Copies the input to a file, and returns the source that reads that file the same way. */
    static PromptSource of(PromptSource source, Path file) throws IOException {
        if (isParquet(source)) {
            convert(source, file);
            return source.at(file).withFormat(InputFormat.JSONL);
        }
        try (InputStream in = new InputFile(source).raw()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return source.at(file).withFormat(InputContent.of(source, in).format());
        }
    }
}
