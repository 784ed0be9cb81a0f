package dev.constitution.runner.sqlite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page of a B-tree that holds records: a leaf of a table, or any page of an index, as which a table without rowids is kept.
 */
final class RecordPage {
    private static final int TABLE_LEAF = 0x0d;
    private static final int INDEX_LEAF = 0x0a;
    private static final int INDEX_INTERIOR = 0x02;

    /** SQLite's own bound. */
    private static final long LONGEST = 1_000_000_000;

    /** The first page begins with the head of the file. */
    private static final int FILE_HEAD = 100;

    private final DatabasePages pages;
    private final byte[] page;
    private final int head;
    private final FoundRecord.Use use;

    RecordPage(DatabasePages pages, int number, FoundRecord.Use use) throws IOException {
        this.pages = pages;
        this.page = pages.page(number);
        this.head = number == 1 ? FILE_HEAD : 0;
        this.use = use;
    }

    void records(Predicate<FoundRecord> isWhole) throws IOException {
        if (page.length < head + 12) {
            return;
        }
        int type = page[head];
        if (type != TABLE_LEAF && type != INDEX_LEAF && type != INDEX_INTERIOR) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(page);
        int cells = bytes.getShort(head + 3) & 0xffff;
        int pointers = head + (type == INDEX_INTERIOR ? 12 : 8);
        for (int i = 0; i < cells && pointers + 2 * i + 2 <= page.length; i++) {
            int at = bytes.getShort(pointers + 2 * i) & 0xffff;
            if (at < page.length) {
                cell(bytes.duplicate().position(at), type, isWhole);
            }
        }
    }

    private void cell(ByteBuffer cell, int type, Predicate<FoundRecord> isWhole) throws IOException {
        long size;
        Long rowid;
        try {
            if (type == INDEX_INTERIOR) {
                cell.getInt(); // the page of what is smaller
            }
            size = Varint.read(cell);
            rowid = type == TABLE_LEAF ? Varint.read(cell) : null;
        } catch (RuntimeException e) {
            return; // it runs over the page's end
        }
        if (size < 1 || size > Math.min(LONGEST, (long) pages.count() * pages.pageSize())) {
            return;
        }
        int here = here(size, type);
        boolean goesOn = here < size;
        if (cell.remaining() < here + (goesOn ? Integer.BYTES : 0)) {
            return;
        }
        byte[] begin = new byte[here];
        cell.get(begin);
        int next = goesOn ? cell.getInt() : 0;
        for (int missing = 0; missing <= (goesOn ? pages.missing() : 0); missing++) {
            byte[] record = goesOn ? readOn(begin, (int) size, next, missing) : begin;
            List<@Nullable Object> values = record == null ? null : RecordValues.of(record);
            if (values != null && isWhole.test(new FoundRecord(rowid, values, use))) {
                return;
            }
        }
    }

    /** How much of a record stands on the page itself. */
    private int here(long size, int type) {
        int usable = pages.pageSize();
        int most = type == TABLE_LEAF ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        if (size <= most) {
            return (int) size;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int here = (int) (least + (size - least) % (usable - 4));
        return here <= most ? here : least;
    }

    /**
     * Reads the rest of a record from the pages that it goes on in, each of which names the next; null where they are not there.
     *
     * @param missing how many pages before them are missing
     */
    private byte @Nullable [] readOn(byte[] begin, int size, int first, int missing) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream(); // grows: a damaged size may be any number
        record.writeBytes(begin);
        int next = first;
        while (record.size() < size) {
            byte[] more = next <= missing || next - missing > pages.count() ? new byte[0] : pages.page(next - missing);
            int length = Math.min(size - record.size(), pages.pageSize() - Integer.BYTES);
            if (more.length < length + Integer.BYTES) {
                return null;
            }
            record.write(more, Integer.BYTES, length);
            next = ByteBuffer.wrap(more).getInt();
        }
        return record.toByteArray();
    }
}
