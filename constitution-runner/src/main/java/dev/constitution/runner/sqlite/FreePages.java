package dev.constitution.runner.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The pages that a database no longer uses: what stands on them is old. */
final class FreePages {
    private final @Nullable BitSet free;

    private FreePages(@Nullable BitSet free) {
        this.free = free;
    }

    /** Where it cannot be told which. */
    static FreePages unknown() {
        return new FreePages(null);
    }

    /** Those that the first page leads to, one list after another. */
    static FreePages of(DatabasePages pages, byte[] first) throws IOException {
        BitSet free = new BitSet();
        int next = ByteBuffer.wrap(first).getInt(32);
        int expected = ByteBuffer.wrap(first).getInt(36);
        while (next != 0) {
            byte[] list = pages.page(next);
            if (free.get(next) || list.length < pages.pageSize()) {
                return unknown();
            }
            free.set(next);
            ByteBuffer numbers = ByteBuffer.wrap(list);
            next = numbers.getInt();
            int length = numbers.getInt();
            if (length < 0 || length > numbers.remaining() / Integer.BYTES || next < 0) {
                return unknown();
            }
            for (int i = 0; i < length; i++) {
                free.set(Math.max(0, numbers.getInt()));
            }
        }
        return free.cardinality() == expected ? new FreePages(free) : unknown();
    }

    FoundRecord.Use use(int page) {
        if (free == null) {
            return FoundRecord.Use.UNKNOWN;
        }
        return free.get(page) ? FoundRecord.Use.FREE : FoundRecord.Use.USED;
    }
}
