package dev.constitution.runner.export;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
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
 * goes when the export has ended, so that nobody uploads it.
 */
final class FolderLock implements Closeable {
    static final String NAME = "append.lock";

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

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
