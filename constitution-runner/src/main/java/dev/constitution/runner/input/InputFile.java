package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.PairRowParser;
import dev.constitution.runner.rows.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Objects;

/** Opens what a {@link PromptSource} names: its rows, its labelled pairs, or a scan of the whole. */
public final class InputFile {
    private final PromptSource source;

    public InputFile(PromptSource source) {
        this.source = source;
    }

    /** Reads all rows once and keeps none: what is in the input, before anything is paid for. */
    public InputScan scan() throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(raw(), digest);
                PromptReader reader = PromptReader.of(InputContent.of(source, in));
                InputScan.Counter counter = new InputScan.Counter()) {
            while (reader.hasNext()) {
                counter.add(reader.next());
            }
            in.transferTo(OutputStream.nullOutputStream()); // what may follow the end of gzip data
            return counter.scan(Sha256.hex(digest));
        }
    }

    /** The rows from the first on; close the reader. */
    public PromptReader rows() throws IOException {
        return open(PromptReader::of);
    }

    /** The labelled pairs from the first on, also those without a prompt; close the reader. */
    public PairReader pairs() throws IOException {
        PairFormat form = Objects.requireNonNull(source.pairs());
        return open(content -> {
            char delimiter = content.delimiter();
            RecordReader records = content.records();
            return new PairReader(
                    records,
                    PairRowParser.of(
                            source.location(), form, source.promptField(), records, content.format(), delimiter));
        });
    }

    /** What makes a reader of content. */
    private interface Opener<T> {
        T open(InputContent content) throws IOException;
    }

    private <T> T open(Opener<T> opener) throws IOException {
        InputStream in = raw();
        try {
            return opener.open(InputContent.of(source, in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    InputStream raw() throws IOException {
        if (source.isStandardInput()) {
            return System.in;
        }
        Path file = Path.of(source.location());
        if (Files.notExists(file)) {
            throw new UsageException(source.location() + ": there is no such file; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(source.location() + ": is a folder; name a file in it");
        }
        return Files.newInputStream(file);
    }
}
