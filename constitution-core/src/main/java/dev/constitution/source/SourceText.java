package dev.constitution.source;

import dev.constitution.source.FaultyFileException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads a file as text: UTF-8, with or without a byte order mark, and no larger than a bound. This is the one place where the
 * size of what a person wrote is looked at: what is read here once is taken everywhere.
 */
public final class SourceText {
    private static final int MAX_BYTES = 10 << 20;

    private SourceText() {}

    public static String read(Path path) {
        String file = path.toString();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw fault(
                        file,
                        String.format(
                                Locale.ROOT,
                                "%,d bytes are more than the %,d that a file of principles or settings may have; split it",
                                Math.max(Files.size(path), bytes.length),
                                MAX_BYTES));
            }
            return decode(bytes, file);
        } catch (NoSuchFileException e) {
            throw fault(file, "no such file; check the path");
        } catch (AccessDeniedException e) {
            throw fault(file, "access is denied; check its permissions");
        } catch (IOException e) {
            throw fault(file, Files.isDirectory(path) ? "is a folder; name a file" : "cannot be read; check the disk");
        }
    }

    static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String decode(byte[] bytes, String file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault(file, "not UTF-8 text; save it as UTF-8");
        }
    }

    private static FaultyFileException fault(String file, String message) {
        return new FaultyFileException(List.of(new Fault(file, 0, 0, message)));
    }
}
