package dev.constitution.runner.verify;

import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is checked.
 *
 * @param manifest empty where it is missing or damaged
 */
record Folder(RunStore store, Path directory, Optional<RunManifest> manifest) {

    static Folder of(RunStore store, Path directory) {
        Optional<RunManifest> manifest = intact(() -> RunManifest.isIn(store) ? RunManifest.of(store) : null);
        return new Folder(store, directory, manifest);
    }

    /** Whether the version that began the run noted what every call took. */
    boolean notesWhatCallsTook() {
        return manifest.flatMap(RunManifest::program).isPresent();
    }

    /** What a setting is read for; empty where a setting is damaged, which its own check names. */
    <T> Optional<T> read(Function<RunStore, T> reader) {
        return intact(() -> reader.apply(store));
    }

    private static <T> Optional<T> intact(Reading<T> reading) {
        try {
            return Optional.ofNullable(reading.read());
        } catch (CorruptStoreException e) {
            return Optional.empty();
        }
    }

    /** Reads what may be damaged. */
    private interface Reading<T> {
        @Nullable
        T read();
    }
}
