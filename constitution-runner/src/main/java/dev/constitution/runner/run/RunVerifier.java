package dev.constitution.runner.run;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.export.ExportGates;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.RecordStream;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredReply;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that a run's folder holds what it should: no record damaged, no row lost, doubled or made up, every outcome backed
 * by recorded calls, every export what the store gives. Makes no call.
 */
public final class RunVerifier {
    private static final int FAULTS_NAMED = 50;

    private final RunStore store;
    private final Path directory;
    private final List<String> faults = new ArrayList<>();
    private final List<StoredRecords.Checked<?>> damaged = new ArrayList<>();
    private long suppressed;
    private long calls;
    private long outcomes;

    public RunVerifier(RunStore store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param rows rows of the input
     * @param outcomes rows with an intact outcome
     * @param calls intact call records
     * @param faults each with where it is; empty when the folder is sound
     * @param damaged the records whose content is not what was written
     */
    public record Verdict(
            long rows, long outcomes, long calls, List<String> faults, List<StoredRecords.Checked<?>> damaged) {}

    public Verdict verify() throws IOException {
        store.integrityFaults().forEach(this::fault);
        RunManifest manifest = RunManifest.of(store);
        checkCalls();
        checkLabels();
        try {
            checkOutcomes(manifest);
        } catch (UsageException e) {
            fault(String.valueOf(e.getMessage())); // the input cannot be read
        }
        if (damaged.isEmpty()) {
            checkExports(manifest);
        }
        if (suppressed > 0) {
            faults.add("… and " + suppressed + " more");
        }
        return new Verdict(manifest.rows(), outcomes, calls, List.copyOf(faults), List.copyOf(damaged));
    }

    private void fault(String text) {
        if (faults.size() < FAULTS_NAMED) {
            faults.add(text);
        } else {
            suppressed++;
        }
    }

    private void damage(StoredRecords.Checked<?> record) {
        damaged.add(record);
        fault("the " + record + " is damaged");
    }

    private void checkCalls() {
        Iterator<StoredRecords.Checked<CallRecord>> all = store.allCalls();
        while (all.hasNext()) {
            StoredRecords.Checked<CallRecord> call = all.next();
            if (call.intact() == null) {
                damage(call);
            } else {
                calls++;
            }
        }
    }

    private void checkLabels() {
        Iterator<StoredRecords.Checked<Label>> all = StoredLabels.checked(store);
        while (all.hasNext()) {
            StoredRecords.Checked<Label> label = all.next();
            if (label.intact() == null) {
                damage(label);
            }
        }
    }

    /** Goes through input and outcomes side by side: each row has at most one outcome, and it is that row's. */
    private void checkOutcomes(RunManifest manifest) throws IOException {
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = store.allOutcomes(0);
        try (PromptReader reader = openInput(manifest)) {
            long row = 0;
            while (all.hasNext()) {
                StoredRecords.Checked<OutcomeRecord> checked = all.next();
                InputRow input = null;
                while (row <= checked.row() && reader.hasNext()) {
                    input = reader.next();
                    row++;
                }
                OutcomeRecord outcome = checked.intact();
                if (outcome == null) {
                    damage(checked);
                } else if (input == null || row != outcome.row() + 1) {
                    fault("row " + (outcome.row() + 1) + " has an outcome, but the input has no such row");
                } else {
                    checkOutcome(outcome, input);
                }
            }
        }
    }

    private PromptReader openInput(RunManifest manifest) throws IOException {
        InputFile input = RunInput.file(manifest.source(), directory);
        InputScan scan = input.scan();
        String recorded = manifest.input();
        if (!scan.is(recorded)) {
            fault(input + ": is not the input of this run; its SHA-256 is " + scan.sha256() + ", the run's was "
                    + recorded);
        }
        return input.rows();
    }

    private void checkOutcome(OutcomeRecord outcome, InputRow input) {
        outcomes++;
        String id = input instanceof InputRow.Read read ? read.prompt().id() : "line-" + input.line();
        if (!outcome.id().equals(id)) {
            fault("row " + (outcome.row() + 1) + " is \"" + id + "\" in the input, \"" + outcome.id()
                    + "\" in the store");
        }
        Map<String, List<CallRecord>> recorded = new HashMap<>();
        for (CallRecord call : intactCalls(outcome.row())) {
            recorded.computeIfAbsent(call.step(), step -> new ArrayList<>()).add(call);
        }
        boolean unbacked = false;
        for (StoredReply reply : StoredOutcome.of(outcome).replies()) {
            List<CallRecord> calls = recorded.getOrDefault(reply.call(), List.of());
            if (calls.stream().noneMatch(call -> RecordedText.says(call, reply.text()))) {
                fault("row " + (outcome.row() + 1) + " (" + id + "): no recorded call gave the reply of "
                        + reply.call());
                unbacked = true;
            }
        }
        if (unbacked) {
            damaged.add(new StoredRecords.Checked<>("outcome", outcome.row(), outcome.row(), outcome));
        }
    }

    private List<CallRecord> intactCalls(long row) {
        try {
            return store.calls(row);
        } catch (CorruptStoreException e) {
            return List.of(); // named by checkCalls
        }
    }

    /** Makes each export again beside the one that is there. */
    private void checkExports(RunManifest manifest) throws IOException {
        DatasetReport report = ExportGates.reportOf(store);
        Set<Long> dropped = report.droppedRows();
        for (Map.Entry<String, ExportFormat> written : ExportWriter.ofEveryRun(manifest.source(), manifest.provenance())
                .entrySet()) {
            Path file = directory.resolve(written.getKey());
            if (!Files.exists(file)) {
                fault(file + ": is missing; the run's command writes it again");
                continue;
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                compare(written.getValue(), dropped, file, lines);
            }
        }
        Optional<Path> beside = ExportWriter.reportOfRun(directory, manifest.source(), manifest.provenance());
        byte[] expected = report.toJson().getBytes(StandardCharsets.UTF_8);
        if (beside.isPresent()
                && !(Files.exists(beside.get()) && Arrays.equals(Files.readAllBytes(beside.get()), expected))) {
            fault(beside.get() + ": is not what the store gives; the run's command writes it again");
        }
    }

    private void compare(ExportFormat export, Set<Long> dropped, Path file, BufferedReader lines) throws IOException {
        long number = 0;
        Iterator<OutcomeRecord> all = store.outcomes(0);
        while (all.hasNext()) {
            OutcomeRecord outcome = all.next();
            if (dropped.contains(outcome.row())) {
                continue;
            }
            for (String expected : RecordStream.lines(export, ExportRow.of(outcome))) {
                number++;
                if (!expected.equals(lines.readLine())) {
                    fault(file + ":" + number + ": is not what the store gives for row " + (outcome.row() + 1)
                            + "; the run's command writes the file again");
                    return;
                }
            }
        }
        if (lines.read() >= 0) {
            fault(file + ":" + (number + 1) + ": has lines that the store does not give; the run's command writes it"
                    + " again");
        }
    }
}
