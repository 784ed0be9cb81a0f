package dev.constitution.runner.export;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a second export out of a data set folder; the operating system lets go of it when the process dies. It is a file of its
 * own, since POSIX lets go of all that a process has locked of a file as soon as it closes the file once, as who reads does; it
 * goes when the export has ended, so that nobody uploads it. Beside it a file with the export's number tells what an export that
 * was ended has left from anybody else's files: it is there from before the first file to after the last.
 */
final class FolderLock implements Closeable {
    static final String NAME = "append.lock";

    /** What says which export is being written. */
    static final String BEGUN = "append.begun";

    private final FileChannel channel;
    private final Path file;

    private FolderLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Takes a folder for an export.
     *
     * @throws UsageException if another one has it
     */
    static FolderLock take(Path folder) {
        Path file = folder.resolve(NAME);
        SymbolicLinks.refuse(file);
        return Target.write(file, () -> {
            Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<Object> before = key(file);
            FileChannel channel = open(file, folder);
            // Who has had it may have removed it meanwhile, and another have made and taken a new one.
            if (isTaken(channel) && before.isPresent() && key(file).equals(before)) {
                return new FolderLock(channel, file);
            }
            channel.close();
            throw taken(folder);
        });
    }

    private static FileChannel open(Path file, Path folder) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) { // removed by who has had it
            throw taken(folder);
        }
    }

    private static UsageException taken(Path folder) {
        return new UsageException(folder + ": another export is writing to it; wait for it");
    }

    /** What tells a file from any other; empty where there is none. */
    private static Optional<Object> key(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process itself
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The number of the export that has begun to write to a folder and has not come to its end; 0 where none has. */
    static int writing(Path folder) throws IOException {
        Path begun = folder.resolve(BEGUN);
        String number = Files.isRegularFile(begun) ? Files.readString(begun).strip() : "";
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }

    /** Says that files of an export are written from now on, and that nothing is left of any before. */
    void begin(int number) {
        WholeFile.write(file.resolveSibling(BEGUN), number + "\n");
    }

    /** Says that all files are written. */
    void end() throws IOException {
        Files.deleteIfExists(file.resolveSibling(BEGUN));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
