package dev.constitution.runner.input;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images of a run's folder, with its index, which is read along with the rows. Not thread-safe. */
final class KeptImages implements Closeable {
    private final ImageFolder folder;
    private final ImageIndex index;

    private KeptImages(ImageFolder folder, ImageIndex index) {
        this.folder = folder;
        this.index = index;
    }

    static KeptImages of(Path run) throws IOException {
        ImageFolder folder = new ImageFolder(run);
        return new KeptImages(folder, ImageIndex.of(folder));
    }

    /** Those of the run whose prompts these are; empty where they are no run's, or it has none. */
    static Optional<KeptImages> besides(PromptSource prompts) throws IOException {
        boolean areOfARun = !prompts.isStandardInput()
                && Path.of(prompts.location()).endsWith(RunInput.NAME)
                && Files.isRegularFile(new ImageFolder(prompts.folder()).index());
        return areOfARun ? Optional.of(of(prompts.folder())) : Optional.empty();
    }

    /** What is known of a row, as {@link ImageIndex#at} says. */
    Optional<ImageIndex.Row> at(long line, String given) throws IOException {
        return index.at(line, given);
    }

    /** Whether all files are there. */
    boolean holds(ImageIndex.Row row) {
        return row.images().stream().allMatch(name -> Files.isRegularFile(folder.file(name)));
    }

    /** The bytes of a row's images by their names; empty where one is missing or holds something else. */
    Optional<Map<String, byte[]>> bytes(ImageIndex.Row row) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        for (String name : row.images()) {
            try {
                bytes.put(name, folder.bytes(name));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes);
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
