package dev.constitution.runner.verify;

import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Proves that a run's folder holds what it should: no record or setting damaged, no row lost, doubled or made up, every outcome
 * backed by recorded calls, every export what the store gives. Makes no call. Used by one thread.
 */
public final class RunVerifier {
    private final StoreView store;
    private final Path directory;
    private Findings findings = new Findings();

    public RunVerifier(StoreView store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Looks at everything; changes nothing. */
    public Verdict verify() throws IOException {
        findings = new Findings();
        Folder folder = Folder.of(store, directory);
        CallsCheck calls = new CallsCheck(folder);
        ImagesCheck images = new ImagesCheck(folder);
        OutcomesCheck outcomes = new OutcomesCheck(folder, calls, images);
        ExportsCheck exports = new ExportsCheck(folder, outcomes);
        List<Check> checks = List.of(
                new FileCheck(folder),
                new SettingsCheck(folder),
                calls,
                new SetAsideCheck(folder, calls),
                new LabelsCheck(folder),
                outcomes,
                images,
                new InventoryCheck(folder, outcomes),
                new ProgressCheck(folder),
                exports);
        new RowsWalk(store, calls).walk(outcomes, exports);
        for (Check check : checks) {
            check.check(findings);
        }
        return new Verdict(
                folder.manifest().map(RunManifest::rows).orElse(0L),
                outcomes.intact(),
                calls.intact(),
                findings.named(),
                findings.count(),
                findings.left(),
                findings.notes());
    }

    /**
     * Mends what the last {@link #verify} found, as far as that can be mended here.
     *
     * @param work the same store, opened for work
     * @param said hears what is done, a line each
     */
    public void repair(RunStore work, Consumer<String> said) {
        Repair repair = new Repair(work, said);
        findings.mendings().forEach(mending -> mending.by(repair));
        repair.finish();
    }
}
