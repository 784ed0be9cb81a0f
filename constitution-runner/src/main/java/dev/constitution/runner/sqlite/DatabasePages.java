package dev.constitution.runner.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a SQLite database, read without SQLite: those of its file, under what its write-ahead log has committed. Nothing
 * in either changes. For one thread.
 *
 * <p>The file's form: <a href="https://www.sqlite.org/fileformat2.html">sqlite.org/fileformat2.html</a>. Texts are taken to be
 * UTF-8 and pages to be used to their ends, as SQLite makes them unless it is told otherwise.
 */
public final class DatabasePages implements Closeable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 100;

    /** More missing pages than these are not looked for between the others. */
    private static final int MOST_MISSING = 8;

    private final @Nullable FileChannel file;
    private final @Nullable WriteAheadLog log;
    private final int pageSize;
    private final int count;
    private final int missing;
    private final FreePages free;

    DatabasePages(@Nullable FileChannel file, @Nullable WriteAheadLog log, int pageSize) throws IOException {
        this.file = file;
        this.log = log;
        this.pageSize = pageSize;
        long inFile = file == null ? 0 : (file.size() + pageSize - 1) / pageSize;
        this.count = (int) Math.max(Math.min(inFile, Integer.MAX_VALUE), log == null ? 0 : log.lastPage());
        byte[] first = page(1);
        boolean hasHead = isHead(first);
        int recorded = hasHead ? ByteBuffer.wrap(first).getInt(28) : count;
        this.missing = Math.max(0, Math.min(recorded - count, MOST_MISSING));
        this.free = hasHead && missing == 0 ? FreePages.of(this, first) : FreePages.unknown();
    }

    /** Either may be missing. */
    public static DatabasePages open(Path file, Path log) throws IOException {
        WriteAheadLog frames = WriteAheadLog.open(log);
        FileChannel pages = null;
        try {
            pages = Files.isRegularFile(file) ? FileChannel.open(file, StandardOpenOption.READ) : null;
            return new DatabasePages(pages, frames, pageSize(pages, frames));
        } catch (IOException | RuntimeException e) {
            close(pages, frames);
            throw e;
        }
    }

    /**
     * Whether a log belongs to another database, by the {@code user_version} that each of both has in its first page: SQLite
     * does not look, and would mix the two.
     */
    public static boolean isOfAnother(Path file, Path log) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < HEAD || !Files.isRegularFile(log)) {
            return false;
        }
        int own = stamp(Files.newInputStream(file));
        if (own == 0) {
            return false;
        }
        try (WriteAheadLog frames = WriteAheadLog.open(log)) {
            byte[] first = frames == null ? null : frames.page(1);
            return first != null && isHead(first) && ByteBuffer.wrap(first).getInt(60) != own;
        }
    }

    private static int stamp(InputStream file) throws IOException {
        try (file) {
            byte[] head = file.readNBytes(HEAD);
            return isHead(head) ? ByteBuffer.wrap(head).getInt(60) : 0;
        }
    }

    private static boolean isHead(byte[] first) {
        return first.length >= HEAD && Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static int pageSize(@Nullable FileChannel file, @Nullable WriteAheadLog log) throws IOException {
        if (log != null) {
            return log.pageSize();
        }
        if (file == null) {
            return PageSize.USUAL;
        }
        byte[] head = read(file, 0, HEAD);
        if (isHead(head)) {
            int size = ByteBuffer.wrap(head).getShort(16) & 0xffff;
            if (PageSize.isOne(size == 1 ? 65_536 : size)) {
                return size == 1 ? 65_536 : size;
            }
        }
        return PageSize.tried(file);
    }

    int pageSize() {
        return pageSize;
    }

    int count() {
        return count;
    }

    /** How many pages the file has fewer than it says: numbers of pages may be too high by as many. */
    int missing() {
        return missing;
    }

    /** The bytes of a page, fewer where the file was cut in it, none where there is no such page. */
    byte[] page(int number) throws IOException {
        byte[] logged = log == null ? null : log.page(number);
        if (logged != null) {
            return logged;
        }
        return file == null || number < 1 ? new byte[0] : read(file, (number - 1L) * pageSize, pageSize);
    }

    private static byte[] read(FileChannel file, long at, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(most, file.size() - at)));
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
            // goes on
        }
        return bytes.array();
    }

    /**
     * Gives each record that stands on a page. One that goes on in other pages is given once for each way of finding them, until
     * it is what was written.
     *
     * @param isWhole whether a record is what was written
     */
    public void records(Predicate<FoundRecord> isWhole) throws IOException {
        records(count, isWhole);
    }

    void records(int pages, Predicate<FoundRecord> isWhole) throws IOException {
        for (int number = 1; number <= Math.min(pages, count); number++) {
            new RecordPage(this, number, free.use(number)).records(isWhole);
        }
    }

    @Override
    public void close() throws IOException {
        close(file, log);
    }

    private static void close(@Nullable FileChannel file, @Nullable WriteAheadLog log) throws IOException {
        try {
            if (file != null) {
                file.close();
            }
        } finally {
            if (log != null) {
                log.close();
            }
        }
    }
}
