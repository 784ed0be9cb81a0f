package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.PairRowParser;
import dev.constitution.runner.rows.InputFormat;
import dev.constitution.runner.rows.InputHead;
import dev.constitution.runner.rows.RecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
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
                PromptReader reader = read(in);
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
        InputStream in = raw();
        try {
            return read(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private PromptReader read(InputStream in) throws IOException {
        BufferedInputStream content = InputHead.content(source.location(), in);
        return PromptReader.of(source, content, formatOf(content));
    }

    /** The labelled source.pairs() from the first on, also those without a prompt; close the reader. */
    public PairReader pairs() throws IOException {
        InputStream in = raw();
        try {
            BufferedInputStream content = InputHead.content(source.location(), in);
            InputFormat container = formatOf(content);
            RecordReader records = PromptReader.records(source, content, container);
            return new PairReader(
                    records,
                    PairRowParser.of(source.location(), Objects.requireNonNull(source.pairs()), records, container));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    InputFormat formatOf(BufferedInputStream content) throws IOException {
        if (source.format() != null) {
            return source.format();
        }
        String name = String.valueOf(Path.of(source.location()).getFileName()).toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        int dot = plain.lastIndexOf('.');
        String extension = dot <= 0 ? "" : plain.substring(dot + 1);
        if (source.pairs() != null && source.pairs() != PairFormat.AUTO) {
            return source.pairs().container(extension);
        }
        if (!extension.isEmpty()) {
            return InputFormat.ofExtension(source.location(), extension);
        }
        return source.pairs() == null ? InputHead.sniff(content, source.promptField()) : InputHead.sniffPairs(content);
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
