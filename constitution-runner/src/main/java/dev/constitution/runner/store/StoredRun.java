package dev.constitution.runner.store;

import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.runner.input.KnownInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The run that a folder holds, read without changing a byte of the folder, so that a start can be refused before it has
 * done anything.
 *
 * @param principles its constitution as YAML, where it is stored
 * @param isUntouched whether nothing was answered and no row was done
 * @param input what is known of its prompts
 */
public record StoredRun(
        RunManifest manifest, Optional<String> principles, boolean isUntouched, Optional<KnownInput> input) {
    /** The setting that holds what is known of the prompts. */
    public static final String INPUT_META = "prompts";

    /**
     * Empty where the folder holds none, or one that ended before it began.
     *
     * @throws CorruptStoreException if what is there cannot be read
     */
    public static Optional<StoredRun> in(Path directory) throws IOException {
        Optional<StoreView> found = StoreView.in(directory);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoreView store = found.get()) {
            if (!RunManifest.isIn(store)) {
                requireNoOutcomes(store);
            }
            return store.meta(RunManifest.META)
                    .map(RunManifest::parse)
                    .map(manifest -> new StoredRun(
                            manifest,
                            store.meta(RunConstitution.META),
                            store.isUntouched(),
                            store.meta(INPUT_META).map(KnownInput::parse)));
        }
    }

    /** The kinds of failure that rows of a folder's run ended in; none where it holds no run. */
    public static Set<String> failures(Path directory) throws IOException {
        Optional<StoreView> found = StoreView.in(directory);
        if (found.isEmpty()) {
            return Set.of();
        }
        try (StoreView store = found.get()) {
            return store.queries().failures();
        }
    }

    /** Rows that are done without a word on how they were done cannot be told from another run's. */
    private static void requireNoOutcomes(StoreView store) {
        if (store.queries().hasOutcomes()) {
            throw new CorruptStoreException(store.file() + ": holds rows that are done, but no manifest"
                    + StoreFile.help(StoreFile.folder(store.file())));
        }
    }

    /** Whether a folder holds answers that a run was given, and nothing that was made of them. */
    public static boolean holdsAnswersAlone(Path directory) throws IOException {
        Optional<StoreView> found = StoreView.in(directory);
        if (found.isEmpty()) {
            return false;
        }
        try (StoreView store = found.get()) {
            return !store.isUntouched();
        }
    }

    /** The run's principles, whatever has become of the file that they were read from. */
    public Optional<Constitution> constitution() {
        return principles.map(yaml -> Constitutions.parse(yaml, "the run's constitution"));
    }
}
