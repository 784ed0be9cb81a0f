package dev.constitution.runner.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Files that are there whole or not at all: they grow under another name, reach the disk, and are put in place in one step. */
public final class WholeFile {
    private WholeFile() {}

    /** The name that a file grows under. */
    public static Path partial(Path file) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        SymbolicLinks.refuse(partial);
        return partial;
    }

    /** Puts a file that has been closed in place of the one that may be there. */
    public static void putInPlace(Path partial, Path file) throws IOException {
        try (FileChannel content = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file.toAbsolutePath().getParent());
    }

    public static void write(Path file, String text) throws IOException {
        Path partial = partial(file);
        Files.writeString(partial, text, StandardCharsets.UTF_8);
        putInPlace(partial, file);
    }

    /** The new name reaches the disk with its folder; Windows cannot open one, and does so by itself. */
    private static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null && !System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
