package dev.constitution.runner.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images of a run's folder, with its index, which is read along with the rows. Not thread-safe. */
final class KeptImages implements Closeable {
    private final Optional<ImageFolder> folder;
    private final ImageIndex index;

    private KeptImages(Optional<ImageFolder> folder) throws IOException {
        this.folder = folder;
        this.index = ImageIndex.of(folder);
    }

    static KeptImages of(Path run) throws IOException {
        return new KeptImages(Optional.of(new ImageFolder(run)));
    }

    /** Those of the run whose prompts these are; none where they are no run's. */
    static KeptImages besides(PromptSource prompts) throws IOException {
        return new KeptImages(RunInput.folderOf(prompts).map(ImageFolder::new));
    }

    /** What is known of a row, which is behind all that were asked for; null where nothing is. */
    ImageIndex.@Nullable Row of(GivenTurns row) throws IOException {
        return index.of(row).orElse(null);
    }

    /** Whether the file of an image is there. */
    boolean holds(Optional<String> name) {
        return name.isPresent()
                && folder.isPresent()
                && Files.isRegularFile(folder.get().file(name.get()));
    }

    /** The bytes of an image; empty where its file is missing or holds something else. */
    Optional<byte[]> bytes(String name) {
        try {
            return folder.isPresent() ? Optional.of(folder.get().bytes(name)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
