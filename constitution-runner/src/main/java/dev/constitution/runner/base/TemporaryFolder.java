package dev.constitution.runner.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of the machine's for what is needed for a while; closed, it goes with all that it holds. */
public final class TemporaryFolder implements Closeable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** A new one, whose name begins so. */
    public static TemporaryFolder named(String begin) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(begin));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        remove(path);
    }

    /** Takes a folder away with all that it holds, or a file, where it is there. */
    public static void remove(Path path) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> innermostFirst;
        try (Stream<Path> all = Files.walk(path)) {
            innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : innermostFirst) {
            Files.deleteIfExists(one);
        }
    }
}
