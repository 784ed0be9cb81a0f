package dev.constitution.runner.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The size of a database's pages. */
final class PageSize {
    /** What SQLite takes unless it is told otherwise. */
    static final int USUAL = 4096;

    private static final int SMALLEST = 512;
    private static final int LARGEST = 65_536;

    /** So much of a file tells. */
    private static final int LOOKED_AT = 4 << 20;

    private PageSize() {}

    static boolean isOne(int size) {
        return size >= SMALLEST && size <= LARGEST && Integer.bitCount(size) == 1;
    }

    /** The size by which most records of a file can be read, where its head does not say it. */
    static int tried(FileChannel file) throws IOException {
        int best = USUAL;
        long most = 0;
        for (int size = SMALLEST; size <= LARGEST; size *= 2) {
            long[] records = new long[1];
            new DatabasePages(file, null, size).records(LOOKED_AT / size, record -> ++records[0] > 0);
            if (records[0] > most) {
                best = size;
                most = records[0];
            }
        }
        return best;
    }
}
