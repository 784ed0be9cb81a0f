package dev.constitution.runner.sqlite;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that a write-ahead log holds of transactions that were committed: up to the first frame whose checksum, which runs
 * over all frames before it, does not hold.
 */
final class WriteAheadLog implements Closeable {
    private static final int HEAD = 32;
    private static final int FRAME_HEAD = 24;

    /** The last bit says in which order the bytes are summed up. */
    private static final int MAGIC = 0x377f0682;

    private final FileChannel log;
    private final ByteOrder order;
    private final int pageSize;
    private final long salt;
    private final Map<Integer, Long> committed = new HashMap<>();
    private int sum1;
    private int sum2;

    private WriteAheadLog(FileChannel log, ByteBuffer head) {
        this.log = log;
        this.order = (head.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.pageSize = head.getInt(8);
        this.salt = head.getLong(16);
    }

    /** Null where there is none, or none that can be read. */
    static @Nullable WriteAheadLog open(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) <= HEAD) {
            return null;
        }
        FileChannel log = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer head = read(log, 0, HEAD);
            WriteAheadLog read = new WriteAheadLog(log, head);
            read.sum(head, 0, 24);
            boolean isHead = (head.getInt(0) & ~1) == MAGIC
                    && PageSize.isOne(read.pageSize)
                    && read.isSum(head.getInt(24), head.getInt(28));
            if (isHead) {
                read.readFrames();
                return read;
            }
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
        log.close();
        return null;
    }

    private void readFrames() throws IOException {
        Map<Integer, Long> open = new HashMap<>();
        long end = log.size();
        for (long at = HEAD; at + FRAME_HEAD + pageSize <= end; at += FRAME_HEAD + pageSize) {
            ByteBuffer frame = read(log, at, FRAME_HEAD + pageSize);
            sum(frame, 0, 8);
            sum(frame, FRAME_HEAD, pageSize);
            if (frame.getLong(8) != salt || !isSum(frame.getInt(16), frame.getInt(20))) {
                return;
            }
            open.put(frame.getInt(0), at + FRAME_HEAD);
            boolean isCommit = frame.getInt(4) != 0;
            if (isCommit) {
                committed.putAll(open);
                open.clear();
            }
        }
    }

    private void sum(ByteBuffer bytes, int from, int length) {
        ByteBuffer words = bytes.duplicate().order(order);
        for (int i = from; i < from + length; i += 2 * Integer.BYTES) {
            sum1 += words.getInt(i) + sum2;
            sum2 += words.getInt(i + Integer.BYTES) + sum1;
        }
    }

    private boolean isSum(int one, int two) {
        return sum1 == one && sum2 == two;
    }

    int pageSize() {
        return pageSize;
    }

    /** The number of the last page that it holds; 0 where it holds none. */
    int lastPage() {
        return committed.keySet().stream().mapToInt(page -> page).max().orElse(0);
    }

    /** A page as it was committed last; null where none was. */
    byte @Nullable [] page(int number) throws IOException {
        Long at = committed.get(number);
        return at == null ? null : read(log, at, pageSize).array();
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
