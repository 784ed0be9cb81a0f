package dev.constitution.runner.store;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a second process out of a run's folder; the operating system lets go of it when the process dies.
 *
 * <p>Who works holds two bytes of the file: the first one keeps others out, and whoever only wants to know tries the second
 * one, so that a look never has a start refused. Within this process a set says the same: POSIX lets go of all that a process
 * has locked of a file as soon as it closes the file once, so what is locked here is not opened here again. And a process that
 * reads a store has SQLite's index of its log open for reading alone, by which it cannot write.
 */
public final class RunLock implements Closeable {
    static final String NAME = "run.lock";

    private static final long WORK = 0;
    private static final long SIGN = 1;

    private static final Set<Path> HELD_HERE = new HashSet<>();
    private static final List<Path> READ_HERE = new ArrayList<>();

    private final FileChannel channel;
    private final Path folder;

    private RunLock(FileChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
    }

    /** Takes the folder for this process, or refuses it. */
    public static RunLock take(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        SymbolicLinks.refuse(file);
        Path folder = directory.toRealPath();
        synchronized (HELD_HERE) {
            if (READ_HERE.contains(folder)) {
                throw new UsageException(directory + ": is being read by this process itself, which cannot work in it"
                        + " meanwhile; name another folder");
            }
            if (!HELD_HERE.contains(folder)) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isTaken(channel)) {
                    HELD_HERE.add(folder);
                    return new RunLock(channel, folder);
                }
                channel.close();
            }
        }
        throw new UsageException(
                directory + ": another process is working on this run; wait for it, or name another folder");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock work = channel.tryLock(WORK, 1, false);
            return work != null && channel.lock(SIGN, 1, false).isValid(); // whoever looks lets go at once
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Notes that this process reads a folder's store, until that is closed. */
    static Closeable reading(Path directory) throws IOException {
        Path folder = directory.toRealPath();
        synchronized (HELD_HERE) {
            READ_HERE.add(folder);
        }
        return () -> {
            synchronized (HELD_HERE) {
                READ_HERE.remove(folder);
            }
        };
    }

    /** Whether somebody works in a folder; asked without being in anybody's way. */
    static boolean isHeld(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            synchronized (HELD_HERE) {
                if (HELD_HERE.contains(directory.toRealPath())) {
                    return true;
                }
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    FileLock sign = channel.tryLock(SIGN, 1, true);
                    return sign == null;
                }
            }
        } catch (IOException e) {
            return false; // a file, or a file system, that does not say
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(folder);
            channel.close();
        }
    }
}
