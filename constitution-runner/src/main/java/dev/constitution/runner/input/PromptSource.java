package dev.constitution.runner.input;

import dev.constitution.runner.base.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.PairRowParser;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.ParquetFiles;
import dev.constitution.runner.rows.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's prompts come from and how to read them. Immutable; it opens nothing until it is asked to.
 *
 * <p>Any file may be gzipped, which its first bytes tell. Text is UTF-8.
 *
 * @param location a file, or {@code -} for standard input
 * @param format null takes it from the file's extension, or from the content where there is none
 * @param promptField the field or column that holds the prompt; null is {@code prompt}, and in JSON also {@code messages}
 * @param idField the field or column that holds the row's id; null is {@code id}, where it exists
 * @param maxRowBytes a longer row is reported and not read
 * @param pairs the form of labelled pairs, whose prompts then carry their answers; null where there are prompts alone
 */
public record PromptSource(
        String location,
        @Nullable InputFormat format,
        @Nullable String promptField,
        @Nullable String idField,
        int maxRowBytes,
        @Nullable PairFormat pairs) {
    /** The file in a run's folder that keeps prompts which can be read only once. */
    public static final String SPOOLED = "prompts";

    private static final int DEFAULT_MAX_ROW_BYTES = 16 << 20;

    /** What a Parquet file begins with. */
    private static final String PARQUET = "PAR1";

    public PromptSource {
        if (location.isBlank()) {
            throw new UsageException("the input's name is blank; name a file, or - for standard input");
        }
        if (maxRowBytes < 1) {
            throw new UsageException("maxRowBytes must be at least 1, got " + maxRowBytes);
        }
    }

    /** Prompts of a file, or of standard input for {@code -}. */
    public static PromptSource of(String location) {
        return new PromptSource(location, null, null, null, DEFAULT_MAX_ROW_BYTES, null);
    }

    /** Prompts of a file. */
    public static PromptSource of(Path file) {
        return of(file.toString());
    }

    public PromptSource withFormat(@Nullable InputFormat value) {
        return new PromptSource(location, value, promptField, idField, maxRowBytes, pairs);
    }

    public PromptSource withPromptField(@Nullable String value) {
        return new PromptSource(location, format, value, idField, maxRowBytes, pairs);
    }

    public PromptSource withIdField(@Nullable String value) {
        return new PromptSource(location, format, promptField, value, maxRowBytes, pairs);
    }

    public PromptSource withMaxRowBytes(int value) {
        return new PromptSource(location, format, promptField, idField, value, pairs);
    }

    /** The same file, read as labelled pairs. */
    public PromptSource withPairs(@Nullable PairFormat value) {
        return new PromptSource(location, format, promptField, idField, maxRowBytes, value);
    }

    public boolean isStandardInput() {
        return location.equals("-");
    }

    /**
     * Whether the input must be copied before it is scanned: it is gone once it is read, as standard input and pipes are, or
     * its rows do not lie in it one after another, as in Parquet.
     */
    public boolean mustBeSpooled() throws IOException {
        return isStandardInput() || !Files.isRegularFile(Path.of(location)) || isParquet();
    }

    private boolean isParquet() throws IOException {
        if (isStandardInput() || !Files.isRegularFile(Path.of(location))) {
            return false;
        }
        try (InputStream in = raw()) {
            return new String(in.readNBytes(PARQUET.length()), StandardCharsets.ISO_8859_1).equals(PARQUET);
        }
    }

    /** Copies the input to a file, and returns the source that reads that file the same way. */
    public PromptSource spooledTo(Path file) throws IOException {
        Path partial = WholeFile.partial(file);
        boolean isParquet = isParquet();
        if (isParquet) {
            ParquetFiles.installed().toJsonLines(Path.of(location), partial);
        } else {
            try (InputStream in = raw()) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        WholeFile.putInPlace(partial, file);
        InputFormat spooled = InputFormat.JSONL;
        if (!isParquet) {
            try (InputStream in = Files.newInputStream(file)) {
                spooled = InputContent.of(this, in).format();
            }
        }
        return new PromptSource(file.toString(), spooled, promptField, idField, maxRowBytes, pairs);
    }

    /** Reads all rows once and keeps none: what is in the input, before anything is paid for. */
    public InputScan scan() throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(raw(), digest);
                PromptReader reader = PromptReader.of(InputContent.of(this, in));
                InputScan.Counter counter = new InputScan.Counter()) {
            while (reader.hasNext()) {
                counter.add(reader.next());
            }
            in.transferTo(OutputStream.nullOutputStream()); // what may follow the end of gzip data
            return counter.scan(digest.digest());
        }
    }

    /** The rows from the first on; close the reader. */
    public PromptReader open() throws IOException {
        return open(PromptReader::of);
    }

    /** The labelled pairs from the first on, also those without a prompt; close the reader. */
    public PairReader openPairs() throws IOException {
        PairFormat form = Objects.requireNonNull(pairs);
        return open(content -> {
            RecordReader records = content.records();
            return new PairReader(records, PairRowParser.of(location, form, records, content.format()));
        });
    }

    /** What makes a reader of content. */
    private interface Opener<T> {
        T open(InputContent content) throws IOException;
    }

    private <T> T open(Opener<T> opener) throws IOException {
        InputStream in = raw();
        try {
            return opener.open(InputContent.of(this, in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private InputStream raw() throws IOException {
        if (isStandardInput()) {
            return System.in;
        }
        Path file = Path.of(location);
        if (Files.notExists(file)) {
            throw new UsageException(location + ": there is no such file; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(location + ": is a folder; name a file in it");
        }
        return Files.newInputStream(file);
    }
}
