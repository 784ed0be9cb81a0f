package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Answers on their way into a run's store. The thread that receives an answer appends it to a file, in one write that a
 * killed process does not lose, and goes on; the store takes many answers in one transaction, and then the file is emptied.
 *
 * <p>There are two files, so that one fills while the other's answers are stored. They are empty when nothing is on its way.
 * Each record is its length, the length's complement, which zeros and a flipped bit fail, its CRC-32C and its bytes; see
 * {@link AnswerLogRecord}. Used under the writer's lock.
 */
public final class AnswerLog implements Closeable {
    /** Ends the names of files that hold a damaged record. */
    static final String DAMAGED = ".damaged";

    private static final int HEAD_BYTES = 3 * Integer.BYTES;

    private final Path directory;
    private final List<RandomAccessFile> files = new ArrayList<>();
    private int active;

    private AnswerLog(Path directory) {
        this.directory = directory;
    }

    /** What a kill left behind: the records that are whole, and how many are damaged. */
    record Left(List<AnswerLogRecord> whole, int damaged) {}

    public static List<Path> files(Path directory) {
        return List.of(directory.resolve("answers-1.log"), directory.resolve("answers-2.log"));
    }

    /** Opens the files of a folder, and makes them where they are missing. */
    static AnswerLog open(Path directory) throws IOException {
        AnswerLog log = new AnswerLog(directory);
        try {
            for (Path file : files(directory)) {
                log.files.add(new RandomAccessFile(file.toFile(), "rw"));
            }
            return log;
        } catch (IOException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Reads what a kill left behind. A record that the file ends in is one that was being written, and counts as neither
     * whole nor damaged.
     */
    static Left left(Path directory) throws IOException {
        List<AnswerLogRecord> whole = new ArrayList<>();
        int damaged = 0;
        for (Path file : files(directory)) {
            try {
                damaged += read(file, whole);
            } catch (NoSuchFileException e) {
                // Who works on the run may take it away at any moment.
            }
        }
        return new Left(whole, damaged);
    }

    private static int read(Path file, List<AnswerLogRecord> whole) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, whole::add);
        }
    }

    /** Reads what {@link #bytes} gave, one after another, up to where the bytes end or a length is damaged. */
    public static void readAll(InputStream bytes, BiConsumer<CallRecord, CallUsage> records) throws IOException {
        var unused = read(
                bytes,
                record -> records.accept(record.call(), record.usage() == null ? CallUsage.NONE : record.usage()));
    }

    private static int read(InputStream bytes, Consumer<AnswerLogRecord> whole) throws IOException {
        int damaged = 0;
        try {
            DataInputStream in = new DataInputStream(bytes);
            while (true) {
                int length = in.readInt();
                int complement = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || complement != ~length) {
                    return damaged + 1; // where the next record begins is lost with it
                }
                byte[] record = in.readNBytes(length);
                if (record.length < length) {
                    return damaged;
                }
                if (checksum(record, 0) == checksum) {
                    whole.accept(AnswerLogRecord.read(record));
                } else {
                    damaged++;
                }
            }
        } catch (EOFException e) {
            return damaged;
        }
    }

    /** A record's bytes as they stand in a file. */
    public static byte[] bytes(CallRecord call, CallUsage usage) {
        byte[] bytes = AnswerLogRecord.write(call, usage, HEAD_BYTES);
        int length = bytes.length - HEAD_BYTES;
        return ByteBuffer.wrap(bytes)
                .putInt(length)
                .putInt(~length)
                .putInt(checksum(bytes, HEAD_BYTES))
                .array();
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    /** Returns when the record outlives this process. */
    void append(byte[] record) throws IOException {
        files.get(active).write(record);
    }

    /** Turns to the other file, and returns this one, to be emptied when its answers are stored. */
    RandomAccessFile turn() {
        RandomAccessFile filled = files.get(active);
        active = 1 - active;
        return filled;
    }

    static void empty(RandomAccessFile file) throws IOException {
        if (file.getFilePointer() > 0) {
            file.setLength(0);
            file.seek(0);
        }
    }

    /** Removes the files, whose answers are all stored. */
    void delete() throws IOException {
        deleteIn(directory);
    }

    static void deleteIn(Path directory) throws IOException {
        for (Path file : files(directory)) {
            Files.deleteIfExists(file);
        }
    }

    /** Takes the files out of use, and keeps them for who wants to look at what is damaged. */
    static void setAsideIn(Path directory) throws IOException {
        for (Path file : files(directory)) {
            if (Files.exists(file)) {
                Files.move(file, directory.resolve(file.getFileName() + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (RandomAccessFile file : files) {
            file.close();
        }
    }
}
