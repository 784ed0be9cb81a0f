package dev.constitution.runner.verify;

import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes each file that a run writes again, beside the one that is there. */
final class ExportsCheck implements Check {
    private static final String MEND = "the run's command writes it again";

    private final Folder folder;
    private final OutcomesCheck outcomes;
    private final ExportGates gates = ExportGates.ofRun();
    private final List<FileCompared> files = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();

    /**
     * @param outcomes has looked at each outcome before
     */
    ExportsCheck(Folder folder, OutcomesCheck outcomes) {
        this.folder = folder;
        this.outcomes = outcomes;
    }

    /** Opens the files; none where somebody works, who writes them when that ends. */
    void begin() throws IOException {
        if (folder.manifest().isPresent() && !folder.store().isAtWork()) {
            RunManifest manifest = folder.manifest().get();
            for (Map.Entry<String, ExportFormat> written : ExportWriter.ofEveryRun(
                            manifest.source(), manifest.provenance())
                    .entrySet()) {
                Path file = folder.directory().resolve(written.getKey());
                if (Files.exists(file)) {
                    files.add(new FileCompared(written.getValue(), file));
                } else {
                    missing.add(file);
                }
            }
        }
    }

    /** Looks whether the files go on with what the next outcome gives; one that is not whole is null, and ends it. */
    void check(@Nullable OutcomeRecord outcome) throws IOException {
        if (outcome == null || !outcomes.areIntact() || outcome.row() < 0) {
            return;
        }
        ExportRow row = ExportRow.of(outcome);
        boolean isKept = gates.offer(row).isEmpty();
        for (FileCompared file : files) {
            if (isKept) {
                file.compare(row);
            }
        }
    }

    void end() throws IOException {
        gates.close();
        for (FileCompared file : files) {
            file.close();
        }
    }

    /** Tells what is not as the outcomes give it, all of which were looked at. */
    @Override
    public void check(Findings findings) throws IOException {
        if (folder.manifest().isPresent()
                && outcomes.areIntact()
                && !folder.store().isAtWork()) {
            tell(folder.manifest().get(), findings);
        }
    }

    private void tell(RunManifest manifest, Findings findings) throws IOException {
        boolean isUnfinished = folder.store().waited().isPresent()
                || ProgressCheck.left(folder, manifest) > 0
                || folder.read(store -> store.meta(WrittenFiles.META))
                        .filter(String::isEmpty)
                        .isPresent();
        missing.forEach(file -> findings.left(file + ": is missing; " + MEND));
        files.forEach(file -> file.fault().ifPresent(fault -> tell(isUnfinished, file.file(), fault, findings)));
        Optional<Path> beside = ExportWriter.reportOfRun(folder.directory(), manifest.source(), manifest.provenance());
        if (beside.isPresent() && !Files.exists(beside.get())) {
            findings.left(beside.get() + ": is missing; " + MEND);
        } else if (beside.isPresent()
                && !Arrays.equals(
                        Files.readAllBytes(beside.get()),
                        gates.report().toJson().getBytes(StandardCharsets.UTF_8))) {
            tell(isUnfinished, beside.get(), beside.get() + ": is not what the store gives", findings);
        }
    }

    /** A run that did not come to its end has not written what it has done since. */
    private static void tell(boolean isUnfinished, Path file, String fault, Findings findings) {
        if (isUnfinished) {
            findings.left(file + ": is behind the store; " + MEND);
        } else {
            // By itself it leaves files as they are that it has noted so, which another state of the program can have
            // done.
            findings.add(fault, MEND, repair -> repair.outdate(file));
        }
    }
}
