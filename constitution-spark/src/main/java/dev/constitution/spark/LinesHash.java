package dev.constitution.spark;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * How many lines there are in a row, and a hash of them and their order. Parts that are read side by side add up to the hash of
 * the whole: a polynomial modulo 2^61 - 1, whose coefficients are the lines' SHA-256.
 */
record LinesHash(long lines, long hash) {
    static final LinesHash NONE = new LinesHash(0, 0);

    private static final int BITS = 61;
    private static final long PRIME = (1L << BITS) - 1;
    private static final long BASE = 0x0BCD_1934_7A5F_2E91L;

    /** That of lines that are read side by side. */
    static LinesHash of(JavaRDD<byte[]> lines) {
        return lines.mapPartitions(part -> List.of(of(part).toArray()).iterator(), true).collect().stream()
                .map(part -> new LinesHash(part[0], part[1]))
                .reduce(NONE, LinesHash::plus);
    }

    private static LinesHash of(Iterator<byte[]> lines) {
        LinesHash hash = NONE;
        while (lines.hasNext()) {
            hash = hash.plus(lines.next());
        }
        return hash;
    }

    /** As numbers, whatever serialiser a session has. */
    private long[] toArray() {
        return new long[] {lines, hash};
    }

    /** These lines, and behind them a further one. */
    LinesHash plus(byte[] line) {
        return plus(new LinesHash(1, coefficient(line)));
    }

    /** These lines, and behind them those. */
    LinesHash plus(LinesHash behind) {
        return new LinesHash(lines + behind.lines, (times(hash, power(BASE, behind.lines)) + behind.hash) % PRIME);
    }

    private static long coefficient(byte[] line) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(line))
                            .getLong()
                    & PRIME;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long power(long base, long exponent) {
        long power = 1;
        for (long left = exponent, square = base; left > 0; left >>= 1, square = times(square, square)) {
            power = (left & 1) == 0 ? power : times(power, square);
        }
        return power;
    }

    /** The product of two numbers below 2^61, modulo 2^61 - 1. */
    private static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long sum = (low & PRIME) + ((high << (Long.SIZE - BITS)) | (low >>> BITS));
        return sum % PRIME;
    }

    @Override
    public String toString() {
        return lines + " lines, " + Long.toHexString(hash);
    }
}
