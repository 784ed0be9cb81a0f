package dev.constitution.runner.run;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps a start from working in a folder that holds something else. */
final class FolderChecks {
    private FolderChecks() {}

    /** Output without a store is what is left of a run whose store was lost: starting over would pay for it again. */
    static void requireNoOrphans(RunStore store, Path directory, PromptSource prompts, Provenance provenance) {
        boolean hasOutput = ExportWriter.ofEveryRun(prompts, provenance).keySet().stream()
                .anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
        if (hasOutput && !RunManifest.isIn(store)) {
            throw new CorruptStoreException(directory + ": has output of a run, but its store " + StoreFile.NAME
                    + " was missing or empty; restore it from a copy, or name another --out");
        }
    }

    static void requireSameSettings(Path directory, RunSettings before, RunSettings now) {
        List<String> differences = now.differencesFrom(before);
        if (!differences.isEmpty()) {
            throw new UsageException(directory + ": holds a run of other settings:\n  "
                    + String.join("\n  ", differences)
                    + "\ngive the same settings to go on with it, or name another --out"
                    + " (with --fork " + directory + " there, it reuses the answers that still apply)");
        }
    }
}
