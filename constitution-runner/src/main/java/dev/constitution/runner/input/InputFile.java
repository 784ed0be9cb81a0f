package dev.constitution.runner.input;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.FileParts;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.pairs.PairFormat;
import dev.constitution.runner.pairs.PairReader;
import dev.constitution.runner.pairs.PairRowParser;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens what a {@link PromptSource} names: its rows, its labelled pairs, or a scan of the whole. */
public final class InputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final PromptSource source;
    private final @Nullable Path bytes;

    public InputFile(PromptSource source) {
        this(source, null);
    }

    /**
     * @param bytes the file to read in place of the one that the source names; null for that one
     */
    public InputFile(PromptSource source, @Nullable Path bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    /** Reads all rows once and keeps none: what is in the input, before anything is paid for. */
    public InputScan scan() throws IOException {
        return scan(OutputStream.nullOutputStream(), images());
    }

    /**
     * The same, and copies the bytes as they are read: an input that changes meanwhile is what the copy holds.
     *
     * @param images finds those of the rows
     */
    InputScan scan(OutputStream copy, ImageIntake images) throws IOException {
        MessageDigest stored = Sha256.digest();
        MessageDigest plain = Sha256.digest();
        try (BufferedInputStream in =
                new BufferedInputStream(new DigestInputStream(new CopiedStream(raw(), copy), stored))) {
            boolean isZipped = InputHead.isZipped(in);
            try (DigestInputStream unzipped = new DigestInputStream(InputHead.unzipped(source.location(), in), plain);
                    InputScan.Counter counter = new InputScan.Counter()) {
                unzipped.on(isZipped); // otherwise both hashes are one, and hashing takes as long as reading
                InputContent content = InputContent.of(source, unzipped);
                try (PromptReader reader = PromptReader.of(content, images)) {
                    while (reader.hasNext()) {
                        counter.add(reader.next());
                    }
                    unzipped.transferTo(OutputStream.nullOutputStream()); // what may follow the last row
                    in.transferTo(OutputStream.nullOutputStream()); // what may follow the end of gzip data
                }
                String ofStored = Sha256.hex(stored);
                return counter.scan(content.format(), isZipped ? Sha256.hex(plain) : ofStored, ofStored);
            }
        }
    }

    /** Images are known where a folder keeps what is read. */
    private ImageIntake images() throws IOException {
        Path run = bytes == null ? null : bytes.toAbsolutePath().getParent();
        return run == null
                ? new NamedImages(source.folder(), KeptImages.besides(source))
                : new HeldImages(source.folder(), KeptImages.of(run));
    }

    /** The same, with the images that a run's folder does not keep yet handed over. */
    ImageIntake keeping(Path run, NewImages fresh) throws IOException {
        return new TakenImages(source.folder(), KeptImages.of(run), KeptImages.besides(source), fresh);
    }

    /** Whether it is the input that was recorded under this hash, as {@link InputScan#is} tells it. */
    public boolean is(String recorded) throws IOException {
        return hashes(source.location(), raw()).contains(recorded);
    }

    /** What a file's content is known by: the SHA-256 of its bytes, and of what they are when unzipped. */
    static Set<String> hashes(Path file) throws IOException {
        return hashes(file.toString(), Files.newInputStream(file));
    }

    private static Set<String> hashes(String location, InputStream bytes) throws IOException {
        MessageDigest stored = Sha256.digest();
        try (BufferedInputStream in = new BufferedInputStream(new DigestInputStream(bytes, stored), BUFFER_BYTES)) {
            Optional<String> plain = InputHead.isZipped(in)
                    ? Optional.of(Sha256.copy(InputHead.unzipped(location, in), OutputStream.nullOutputStream()))
                    : Optional.empty();
            in.transferTo(OutputStream.nullOutputStream());
            Set<String> hashes = new HashSet<>(Set.of(Sha256.hex(stored)));
            plain.ifPresent(hashes::add);
            return hashes;
        }
    }

    /** The rows from the first on; close the reader. */
    public PromptReader rows() throws IOException {
        return open(content -> PromptReader.of(content, images()));
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

    /** The file that is read. */
    @Override
    public String toString() {
        return bytes == null ? source.location() : bytes.toString();
    }

    InputStream raw() throws IOException {
        if (bytes == null && source.isStandardInput()) {
            return System.in;
        }
        if (bytes != null) {
            return Files.newInputStream(bytes);
        }
        Path file = Path.of(source.location());
        List<Path> parts = FileParts.of(file);
        if (parts.size() > 1) {
            return new PartsInput(parts);
        }
        if (Files.notExists(file)) {
            throw new UsageException(source.location() + ": there is no such file; check the path");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(source.location() + ": is a folder; name a file in it");
        }
        return Files.newInputStream(file);
    }
}
