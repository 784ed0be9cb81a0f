package dev.constitution.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Derives seeds from what a draw is for, never from a clock, a thread or an order of arrival: the same run seed, prompt and
 * step give the same seed in any run.
 */
public final class Seeds {
    private Seeds() {}

    /** A seed in the range that every provider takes: 0 to 2³¹ − 1. */
    public static long derive(long runSeed, String promptId, String step) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(runSeed).array());
        digest.update(promptId.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(step.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getInt() & Integer.MAX_VALUE;
    }
}
