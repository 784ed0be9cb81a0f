package dev.constitution.runner.store;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a run's folder; the operating system lets go of it when the process dies. */
public final class RunLock implements Closeable {
    static final String NAME = "run.lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    public static RunLock take(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        SymbolicLinks.refuse(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isTaken(channel)) {
            channel.close();
            throw new UsageException(
                    directory + ": another process is working on this run; wait for it, or name another folder");
        }
        return new RunLock(channel);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
