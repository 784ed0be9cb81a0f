package dev.constitution.runner.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The text in an answer's bytes. What the bytes are goes before what the headers say: some servers compress though nobody
 * asked them to, some say so of bytes that are not compressed, and some name a character set that is not theirs. Of an error
 * the beginning will do. Used by one thread.
 */
final class AnswerBody {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int ZLIB_FIRST = 0x78;

    /** What takes the place of characters that cannot be read. */
    private static final char UNREADABLE = '\ufffd';

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([\\w.:+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_ERROR_BYTES = 1 << 20;

    private final AnswerRoom.Claim claim;
    private final AnswerRoom.Waiting waits;
    private final boolean isError;

    /**
     * @param claim takes room for what is read
     * @param isError whether the status says that nothing was answered
     */
    AnswerBody(AnswerRoom.Claim claim, AnswerRoom.Waiting waits, boolean isError) {
        this.claim = claim;
        this.waits = waits;
        this.isError = isError;
    }

    /**
     * Reads the bytes as they come.
     *
     * @param length what the server says of it; negative where it does not
     * @throws AnswerTooLargeException when it is longer than one answer may be
     */
    byte[] bytes(InputStream in, long length) throws IOException {
        if (isError) {
            return in.readNBytes(LONGEST_ERROR_BYTES);
        }
        claim.requireShort(length);
        return claim.read(in, waits);
    }

    /**
     * The text.
     *
     * @param encoding the header {@code Content-Encoding}
     * @param type the header {@code Content-Type}
     * @throws IOException when the bytes are compressed and broken
     * @throws AnswerTooLargeException when they are longer than one answer may be, once they are not compressed
     */
    String text(byte[] body, @Nullable String encoding, @Nullable String type) throws IOException {
        byte[] plain = plain(body, encoding);
        if (hasUtf16Mark(plain)) {
            return new String(plain, StandardCharsets.UTF_16);
        }
        String text = new String(plain, StandardCharsets.UTF_8);
        if (text.indexOf(UNREADABLE) < 0 || type == null || isUtf8(plain)) {
            return text;
        }
        return charset(type).map(charset -> new String(plain, charset)).orElse(text);
    }

    private byte[] plain(byte[] body, @Nullable String encoding) throws IOException {
        if (body.length > 2 && (body[0] & 0xff) == GZIP_FIRST && (body[1] & 0xff) == GZIP_SECOND) {
            return unpacked(new GZIPInputStream(new ByteArrayInputStream(body)));
        } else if (body.length > 1
                && encoding != null
                && encoding.strip().toLowerCase(Locale.ROOT).equals("deflate")
                && body[0] != '{') {
            boolean hasNoHead = (body[0] & 0xff) != ZLIB_FIRST;
            Inflater inflater = new Inflater(hasNoHead);
            try {
                return unpacked(new InflaterInputStream(new ByteArrayInputStream(body), inflater));
            } finally {
                inflater.end();
            }
        }
        return body;
    }

    private byte[] unpacked(InputStream packed) throws IOException {
        try (packed) {
            return isError ? packed.readNBytes(LONGEST_ERROR_BYTES) : claim.read(packed, waits);
        }
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        return bytes.length > 1
                && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
                        || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<Charset> charset(String type) {
        Matcher named = CHARSET.matcher(type);
        try {
            return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name that nobody knows
        }
    }
}
