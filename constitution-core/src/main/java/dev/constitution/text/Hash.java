package dev.constitution.text;

/** 64-bit hashes for comparing texts; not for keeping secrets. */
public final class Hash {
    /** What a hash of several parts starts from. */
    public static final long START = 0x9E3779B97F4A7C15L;

    private static final long PRIME = 0x100000001B3L;

    private Hash() {}

    /** The hash of what was hashed before and one more part. */
    public static long add(long hash, long part) {
        return (Long.rotateLeft(hash, 23) ^ part) * PRIME;
    }

    /** The hash of a text, character by character. */
    public static long of(String text) {
        long hash = START;
        for (int i = 0; i < text.length(); i++) {
            hash = add(hash, text.charAt(i));
        }
        return mix(hash);
    }

    /** Spreads a hash's information over all its bits (the finaliser of SplittableRandom). */
    public static long mix(long hash) {
        long z = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
