package dev.constitution.runner.base;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
        moveWhole(partial, file);
        forceFolder(file.toAbsolutePath().getParent());
    }

    /** The same of several files, under their names in a folder. */
    public static void putInPlace(List<Path> partials, Path folder) throws IOException {
        for (Path partial : partials) {
            moveWhole(partial, folder.resolve(partial.getFileName()));
        }
        forceFolder(folder);
    }

    private static void moveWhole(Path partial, Path file) throws IOException {
        force(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes a text whole, and makes the folder that it is to be in.
     *
     * @throws StoreException if it cannot be written
     */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text));
    }

    /** Writes a text that {@link #putInPlace} may put in place later, also after a kill; returns where it lies until then. */
    public static Path grow(Path file, String text) throws IOException {
        Path partial = partial(file);
        Files.writeString(partial, text);
        force(partial);
        return partial;
    }

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void to(Writer out) throws IOException;
    }

    /**
     * Writes a file whole, in UTF-8, and makes the folder that it is to be in.
     *
     * @throws StoreException if it cannot be written; what there was stays
     */
    public static void write(Path file, Content content) {
        Path partial = partial(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Target.folder(folder);
        }
        Target.write(file, () -> {
            try {
                // Lone surrogates, which have no bytes, become question marks.
                try (Writer out = new OutputStreamWriter(Files.newOutputStream(partial), StandardCharsets.UTF_8)) {
                    content.to(out);
                }
                putInPlace(partial, file);
                return file;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(partial);
                throw e;
            }
        });
    }

    private static void force(Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.force(true);
        }
    }

    /** The new name reaches the disk with its folder; Windows cannot open one, and does so by itself. */
    public static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null && !System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
