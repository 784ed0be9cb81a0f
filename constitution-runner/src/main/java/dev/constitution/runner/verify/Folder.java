package dev.constitution.runner.verify;

import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is checked.
 *
 * @param manifest empty where it is missing or damaged
 */
record Folder(StoreView store, Path directory, Optional<RunManifest> manifest) {

    static Folder of(StoreView store, Path directory) {
        return new Folder(
                store,
                directory,
                intact(store, any -> RunManifest.isIn(any) ? Optional.of(RunManifest.of(any)) : Optional.empty()));
    }

    /** Whether the version that began the run noted what every call took. */
    boolean notesWhatCallsTook() {
        return manifest.flatMap(RunManifest::program).isPresent();
    }

    /** What a setting says; empty where there is none, or it is damaged, which is found by a check of its own. */
    <T> Optional<T> read(Function<StoreView, Optional<T>> reader) {
        return intact(store, reader);
    }

    private static <T> Optional<T> intact(StoreView store, Function<StoreView, Optional<T>> reader) {
        try {
            return reader.apply(store);
        } catch (CorruptStoreException e) {
            return Optional.empty();
        }
    }
}
