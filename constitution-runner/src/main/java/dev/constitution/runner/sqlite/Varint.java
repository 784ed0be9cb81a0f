package dev.constitution.runner.sqlite;

import java.nio.ByteBuffer;

/** Numbers of SQLite's one to nine bytes: seven bits in each but the ninth, which has eight. */
final class Varint {
    private static final int LONGEST = 9;
    private static final int MORE = 0x80;

    private Varint() {}

    static long read(ByteBuffer from) {
        long value = 0;
        for (int i = 1; i < LONGEST; i++) {
            byte next = from.get();
            value = value << 7 | (next & MORE - 1);
            if ((next & MORE) == 0) {
                return value;
            }
        }
        return value << Byte.SIZE | (from.get() & 0xff);
    }
}
