package dev.constitution.runner.export;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second addition out of a data set folder; the operating system lets go of it when the process dies. It is a file of its
 * own, since POSIX lets go of all that a process has locked of a file as soon as it closes the file once, as who reads does; it
 * goes when the addition has ended, so that nobody uploads it.
 */
final class AdditionLock implements Closeable {
    static final String NAME = "append.lock";

    private final FileChannel channel;
    private final Path file;

    private AdditionLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Takes a folder for an addition.
     *
     * @throws UsageException if another one has it
     */
    static AdditionLock take(Path folder) {
        Path file = folder.resolve(NAME);
        SymbolicLinks.refuse(file);
        return Target.write(file, () -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel) && Files.exists(file)) { // who has had it may have removed it meanwhile
                return new AdditionLock(channel, file);
            }
            channel.close();
            throw new UsageException(folder + ": another export is adding to it; wait for it");
        });
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
