package dev.constitution.runner.verify;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.input.ChangedRows;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.run.RecordedText;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through input and outcomes side by side: each row has at most one outcome, it is that row's, and calls back it. */
final class OutcomesCheck implements Check {
    private final Folder folder;
    private final CallsCheck calls;
    private final ChangedRows changed = new ChangedRows();
    private long intact;
    private long damaged;
    private long torn;
    private long lostCalls;
    private long strayCalls;

    /**
     * @param calls has looked at the calls
     */
    OutcomesCheck(Folder folder, CallsCheck calls) {
        this.folder = folder;
        this.calls = calls;
    }

    /** How many records are what was written. */
    long intact() {
        return intact;
    }

    /** Whether all are, and what they leave to calls' records is there. */
    boolean areIntact() {
        return damaged == 0 && torn == 0;
    }

    /** How many calls outcomes need that have no record, not even a damaged one. */
    long lostCalls() {
        return lostCalls;
    }

    @Override
    public void check(Findings findings) throws IOException {
        InputCheck input = new InputCheck(folder);
        try (PromptReader reader = input.open(findings)) {
            walk(reader, input.isTheRuns(), findings);
        }
        strayCalls += calls.damaged();
        input.tell(changed, findings);
    }

    private void walk(@Nullable PromptReader reader, boolean isTheRuns, Findings findings) {
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = folder.store().allOutcomes(Long.MIN_VALUE);
        long row = 0;
        while (all.hasNext()) {
            StoredRecords.Checked<OutcomeRecord> checked = all.next();
            InputRow input = null;
            while (reader != null && row <= checked.row() && reader.hasNext()) {
                input = reader.next();
                row++;
            }
            OutcomeRecord outcome = checked.readable();
            if (outcome == null) {
                damaged++;
                findings.add(
                        "the " + checked + " is damaged",
                        "set aside, the run's command makes it again from the answers that are stored",
                        repair -> repair.setAside(checked));
            } else {
                boolean isWhole = checked.intact() != null;
                intact += isWhole ? 1 : 0;
                torn += isWhole ? 0 : 1;
                checkReplies(outcome, isWhole, findings);
                if (reader != null) {
                    checkRow(outcome, row == outcome.row() + 1 ? input : null, isTheRuns, findings);
                }
            }
        }
    }

    private void checkRow(OutcomeRecord outcome, @Nullable InputRow input, boolean isTheRuns, Findings findings) {
        if (!isTheRuns) {
            compare(outcome, input);
        } else if (input == null) {
            findings.add(
                    "row " + (outcome.row() + 1) + " has an outcome, but the input has no such row",
                    "it is set aside",
                    repair -> repair.reopen(outcome.row()));
        } else if (!outcome.id().equals(ChangedRows.id(input))) {
            findings.add(
                    "row " + (outcome.row() + 1) + " is \"" + ChangedRows.id(input) + "\" in the input, \""
                            + outcome.id() + "\" in the store",
                    "the run's command does it again",
                    repair -> repair.reopen(outcome.row()));
        }
    }

    /** Whether a row of an input that is not the run's is the row that was done. */
    private void compare(OutcomeRecord outcome, @Nullable InputRow input) {
        if (input == null) {
            changed.gone();
        } else if (!outcome.id().equals(ChangedRows.id(input))
                || (input instanceof InputRow.Read read && !isOf(StoredOutcome.of(outcome), read))) {
            changed.changed(outcome.row(), outcome.id());
        }
    }

    private static boolean isOf(StoredOutcome row, InputRow.Read read) {
        return Json.line(row.prompt()).equals(Json.line(read.prompt().messages()))
                && (row.metadata().isEmpty()
                        || Json.line(row.metadata())
                                .equals(Json.line(read.prompt().metadata())));
    }

    private void checkReplies(OutcomeRecord outcome, boolean isWhole, Findings findings) {
        List<StoredReply> unbacked = unbacked(outcome);
        long row = outcome.row();
        if (unbacked.isEmpty()) {
            if (!isWhole) {
                findings.add(
                        "row " + (row + 1) + " (" + outcome.id() + "): a text of its outcome is not as it was written",
                        "the run's command makes the outcome again from the answers that are stored",
                        repair -> repair.reopen(row));
            }
            return;
        }
        int lost = Math.max(0, unbacked.size() - calls.damaged(row));
        lostCalls += lost;
        strayCalls -= unbacked.size() - lost; // these damaged ones are where they were
        Mending reopening = repair -> {
            unbacked.subList(unbacked.size() - lost, unbacked.size()).forEach(reply -> count(row, reply, repair));
            repair.reopen(row);
        };
        if (lost == 0) {
            findings.also(reopening); // the damaged calls are found already
        } else {
            TreeSet<String> steps = new TreeSet<>();
            unbacked.forEach(reply -> steps.add(reply.call()));
            findings.add(
                    "row " + (row + 1) + " (" + outcome.id() + "): no recorded call gave the reply of "
                            + String.join(", ", steps),
                    "the run's command asks for it again",
                    reopening);
        }
    }

    /** A lost call is counted, unless it may be one of the damaged ones, which are counted as what they say. */
    private void count(long row, StoredReply reply, Repair repair) {
        if (strayCalls > 0) {
            strayCalls--;
            return;
        }
        String role = calls.roleOf(reply.call());
        CallUsage usage = calls.usual().of(role, reply);
        repair.store().writer().lost(row, reply.call() + " " + reply.text(), role, usage);
    }

    /** The replies that no record gives, each once. */
    private List<StoredReply> unbacked(OutcomeRecord outcome) {
        Map<String, List<CallRecord>> recorded = new HashMap<>();
        for (StoredRecords.Checked<CallRecord> checked : folder.store().checkedCalls(outcome.row())) {
            CallRecord call = checked.intact();
            if (call != null) {
                recorded.computeIfAbsent(call.step(), step -> new ArrayList<>()).add(call);
            }
        }
        Map<String, StoredReply> unbacked = new LinkedHashMap<>();
        for (StoredReply reply : StoredOutcome.of(outcome).replies()) {
            if (recorded.getOrDefault(reply.call(), List.of()).stream()
                    .noneMatch(call -> RecordedText.says(call, reply.text()))) {
                unbacked.put(reply.call() + "\n" + reply.text(), reply);
            }
        }
        return List.copyOf(unbacked.values());
    }
}
