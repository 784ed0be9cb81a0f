package dev.constitution.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of bytes, files and texts; in hexadecimal it is 64 lower-case digits. A text is hashed by its UTF-16 units, so
 * that a lone surrogate counts as itself.
 */
public final class Sha256 {
    /** Looked for once among Java's providers. */
    private static final MessageDigest UNFED = unfed();

    private Sha256() {}

    /** A hash to be fed piece by piece. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return unfed();
        }
    }

    private static MessageDigest unfed() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of what was fed, after which the digest starts over. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    public static String hex(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return copy(in, OutputStream.nullOutputStream());
        }
    }

    /** Copies what is left of {@code in}, and returns its hash in hexadecimal. */
    public static String copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        InputStream digested = new DigestInputStream(in, digest);
        for (int n = digested.read(buffer); n >= 0; n = digested.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return hex(digest);
    }

    public static byte[] of(String text) {
        return digest().digest(units(text));
    }

    /** The text's UTF-16 units, high byte first. */
    public static byte[] units(String text) {
        ByteBuffer units = ByteBuffer.allocate(Math.multiplyExact(2, text.length()));
        units.asCharBuffer().put(text);
        return units.array();
    }

    /** Eight bytes of a hash. */
    public static long word(byte[] hash, int index) {
        return ByteBuffer.wrap(hash).getLong(Long.BYTES * index);
    }
}
