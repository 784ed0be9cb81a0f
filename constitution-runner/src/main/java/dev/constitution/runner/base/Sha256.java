package dev.constitution.runner.base;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of bytes and of texts; a text is hashed by its UTF-16 units, so that a lone surrogate counts as itself. */
public final class Sha256 {
    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static byte[] of(String text) {
        return digest().digest(bytes(text));
    }

    /** The text's UTF-16 units, high byte first. */
    public static byte[] bytes(String text) {
        ByteBuffer units = ByteBuffer.allocate(Math.multiplyExact(2, text.length()));
        units.asCharBuffer().put(text);
        return units.array();
    }

    /** Eight bytes of a hash. */
    public static long word(byte[] hash, int index) {
        return ByteBuffer.wrap(hash).getLong(Long.BYTES * index);
    }
}
