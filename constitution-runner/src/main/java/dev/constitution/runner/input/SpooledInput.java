package dev.constitution.runner.input;

import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.ParquetFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of an input that cannot be read twice, or whose rows do not lie in it one after another. */
public final class SpooledInput {
    /** What a Parquet file begins with. */
    private static final String PARQUET = "PAR1";

    private SpooledInput() {}

    /**
     * Whether the input must be copied before it is scanned: it is gone once it is read, as standard input and pipes are, or
     * its rows do not lie in it one after another, as in Parquet.
     */
    public static boolean isNeededFor(PromptSource source) throws IOException {
        return source.isStandardInput() || !Files.isRegularFile(Path.of(source.location())) || isParquet(source);
    }

    private static boolean isParquet(PromptSource source) throws IOException {
        if (source.isStandardInput() || !Files.isRegularFile(Path.of(source.location()))) {
            return false;
        }
        try (InputStream in = new InputFile(source).raw()) {
            return new String(in.readNBytes(PARQUET.length()), StandardCharsets.ISO_8859_1).equals(PARQUET);
        }
    }

    /** Copies the input to a file, and returns the source that reads that file the same way. */
    public static PromptSource of(PromptSource source, Path file) throws IOException {
        Path partial = WholeFile.partial(file);
        boolean isParquet = isParquet(source);
        if (isParquet) {
            ParquetFiles.installed().toJsonLines(Path.of(source.location()), partial);
        } else {
            try (InputStream in = new InputFile(source).raw()) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        WholeFile.putInPlace(partial, file);
        InputFormat spooled = InputFormat.JSONL;
        if (!isParquet) {
            try (InputStream in = Files.newInputStream(file)) {
                spooled = InputContent.of(source, in).format();
            }
        }
        return new PromptSource(
                file.toString(),
                spooled,
                source.promptField(),
                source.idField(),
                source.maxRowBytes(),
                source.dropLastAnswer(),
                source.pairs());
    }
}
