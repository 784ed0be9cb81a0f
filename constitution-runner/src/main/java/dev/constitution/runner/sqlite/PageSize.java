package dev.constitution.runner.sqlite;

import java.nio.ByteBuffer;

/** The size of a database's pages: as its header says, or as most of its pages look like. */
final class PageSize {
    private static final int SMALLEST = 512;
    private static final int LARGEST = 65_536;

    /** So much of a file tells. */
    private static final int LOOKED_AT = 4 << 20;

    private PageSize() {}

    static boolean isOne(int size) {
        return size >= SMALLEST && size <= LARGEST && Integer.bitCount(size) == 1;
    }

    /** Of which size most of a file is pages of records, by their heads. */
    static int guess(ByteBuffer file) {
        int best = 4096;
        long most = 0;
        for (int size = SMALLEST; size <= LARGEST; size *= 2) {
            long pages = 0;
            for (int at = 0; at + size <= Math.min(file.limit(), LOOKED_AT); at += size) {
                pages += RecordPage.looksLikeOne(file.slice(at, size)) ? 1 : 0;
            }
            if (pages * size > most) {
                best = size;
                most = pages * size;
            }
        }
        return best;
    }
}
