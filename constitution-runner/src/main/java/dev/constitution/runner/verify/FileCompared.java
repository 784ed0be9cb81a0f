package dev.constitution.runner.verify;

import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that a run has written, held byte by byte against what its rows give. Up to the first difference. */
final class FileCompared implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ExportFormat export;
    private final Path file;
    private final InputStream in;
    private long lines;
    private @Nullable String fault;

    FileCompared(ExportFormat export, Path file) throws IOException {
        this.export = export;
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }

    Path file() {
        return file;
    }

    /** Looks whether the file goes on with what a row gives. */
    void compare(ExportRow row) throws IOException {
        if (fault != null) {
            return;
        }
        for (byte[] expected : RecordStream.lines(export, row)) {
            lines++;
            byte[] found = in.readNBytes(expected.length + 1);
            if (found.length <= expected.length
                    || found[expected.length] != '\n'
                    || !Arrays.equals(found, 0, expected.length, expected, 0, expected.length)) {
                fault = file + ":" + lines
                        + (beginsText(found)
                                ? ": is not what the store gives for row "
                                        + (row.outcome().row() + 1)
                                : ": is no text in UTF-8");
                return;
            }
        }
    }

    /** Whether the line that begins with these bytes is one of text. */
    private boolean beginsText(byte[] begin) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(begin), in);
        for (int b = all.read(); b >= 0 && b != '\n'; b = all.read()) {
            line.write(b);
        }
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where the file begins to be another one, when all rows have been compared. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void close() throws IOException {
        if (fault == null && in.read() >= 0) {
            fault = file + ":" + (lines + 1) + ": has lines that the store does not give";
        }
        in.close();
    }
}
