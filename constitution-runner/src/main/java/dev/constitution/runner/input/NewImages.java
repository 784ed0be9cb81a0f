package dev.constitution.runner.input;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.TemporaryFolder;
import dev.constitution.runner.base.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images of a start's rows that its folder does not keep yet. They lie beside those that it keeps until the start is known to be
 * no other run's; closing removes what was not kept. Not thread-safe.
 */
final class NewImages implements Closeable {
    private final ImageFolder folder;
    private final Path staged;
    private final List<String> lost = new ArrayList<>();
    private @Nullable Writer index;

    NewImages(Path run) {
        this.folder = new ImageFolder(run);
        this.staged = StagedFiles.of(run.resolve(ImageFolder.NAME));
    }

    /** Takes an image, unless it is there. */
    void add(String name, byte[] content) {
        var unused = Target.write(folder.run(), () -> {
            Path kept = folder.file(name);
            boolean isThere = Files.isRegularFile(kept) && Files.size(kept) == content.length;
            return isThere ? kept : Files.write(Files.createDirectories(staged).resolve(name), content);
        });
    }

    /** Takes what a row shows; rows come in their order. */
    void add(ImageIndex.Row row) {
        var unused = Target.write(folder.run(), () -> {
            if (index == null) {
                index = Files.newBufferedWriter(Files.createDirectories(staged).resolve(ImageIndex.NAME));
            }
            index.write(row.toString());
            return index;
        });
    }

    /** Takes what a row shows that the folder has lost. */
    void lost(String what) {
        lost.add(what);
    }

    /** What rows show that the folder has lost, and nobody has found again. */
    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Puts all in place, the index last, and removes what killed starts have left; nobody else may start. */
    void keep() throws IOException {
        if (index != null) {
            index.close();
            index = null;
            SymbolicLinks.refuse(folder.path());
            Target.folder(folder.path());
            Path rows = staged.resolve(ImageIndex.NAME);
            List<Path> images;
            try (Stream<Path> files = Files.list(staged)) {
                images = files.filter(file -> !file.equals(rows)).toList();
            }
            WholeFile.putInPlace(images, folder.path());
            if (Files.notExists(folder.index()) || Files.mismatch(rows, folder.index()) >= 0) {
                WholeFile.putInPlace(rows, folder.index());
            }
        }
        StagedFiles.removeLeft(folder.path());
    }

    @Override
    public void close() throws IOException {
        if (index != null) {
            index.close();
        }
        TemporaryFolder.remove(staged);
    }
}
