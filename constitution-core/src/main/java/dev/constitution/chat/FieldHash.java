package dev.constitution.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 over fields; each is preceded by its length, so that no two contents run together. Not thread-safe. */
public final class FieldHash {
    private final MessageDigest digest = Sha256.digest();

    public FieldHash add(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    public FieldHash add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    /** The hash in hexadecimal, after which it starts over. */
    public String hex() {
        return Sha256.hex(digest);
    }
}
