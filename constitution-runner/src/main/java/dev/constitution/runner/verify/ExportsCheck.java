package dev.constitution.runner.verify;

import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes each file that a run writes again, beside the one that is there. */
final class ExportsCheck implements Check {
    private static final String MEND = "the run's command writes it again";

    private final Folder folder;
    private final OutcomesCheck outcomes;

    /**
     * @param outcomes has looked at the outcomes, which the files are made of
     */
    ExportsCheck(Folder folder, OutcomesCheck outcomes) {
        this.folder = folder;
        this.outcomes = outcomes;
    }

    @Override
    public void check(Findings findings) throws IOException {
        if (folder.manifest().isPresent()
                && outcomes.areIntact()
                && !folder.store().isAtWork()) { // who works writes them
            // when it ends
            check(folder.manifest().get(), findings);
        }
    }

    private void check(RunManifest manifest, Findings findings) throws IOException {
        boolean isUnfinished = folder.store().waited().isPresent() || ProgressCheck.left(folder, manifest) > 0;
        DatasetReport report = ExportGates.reportOf(folder.store());
        Set<Long> dropped = report.droppedRows();
        for (Map.Entry<String, ExportFormat> written : ExportWriter.ofEveryRun(manifest.source(), manifest.provenance())
                .entrySet()) {
            Path file = folder.directory().resolve(written.getKey());
            if (!Files.exists(file)) {
                findings.left(file + ": is missing; " + MEND);
            } else {
                fault(written.getValue(), dropped, file).ifPresent(fault -> tell(isUnfinished, file, fault, findings));
            }
        }
        Optional<Path> beside = ExportWriter.reportOfRun(folder.directory(), manifest.source(), manifest.provenance());
        if (beside.isPresent() && !Files.exists(beside.get())) {
            findings.left(beside.get() + ": is missing; " + MEND);
        } else if (beside.isPresent()
                && !Arrays.equals(
                        Files.readAllBytes(beside.get()), report.toJson().getBytes(StandardCharsets.UTF_8))) {
            tell(isUnfinished, beside.get(), beside.get() + ": is not what the store gives", findings);
        }
    }

    /** A run that did not come to its end has not written what it has done since. */
    private static void tell(boolean isUnfinished, Path file, String fault, Findings findings) {
        if (isUnfinished) {
            findings.left(file + ": is behind the store; " + MEND);
        } else {
            findings.add(fault, MEND);
        }
    }

    private Optional<String> fault(ExportFormat export, Set<Long> dropped, Path file) throws IOException {
        long number = 0;
        Iterator<OutcomeRecord> all = folder.store().outcomes(0);
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            while (all.hasNext()) {
                OutcomeRecord outcome = all.next();
                if (dropped.contains(outcome.row())) {
                    continue;
                }
                for (String expected : RecordStream.lines(export, ExportRow.of(outcome))) {
                    number++;
                    if (!expected.equals(lines.readLine())) {
                        return Optional.of(
                                file + ":" + number + ": is not what the store gives for row " + (outcome.row() + 1));
                    }
                }
            }
            return lines.read() < 0
                    ? Optional.empty()
                    : Optional.of(file + ":" + (number + 1) + ": has lines that the store does not give");
        } catch (CharacterCodingException e) {
            return Optional.of(file + ":" + (number + 1) + ": is no text in UTF-8");
        }
    }
}
