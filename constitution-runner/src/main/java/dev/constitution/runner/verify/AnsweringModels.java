package dev.constitution.runner.verify;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.run.RecordedText;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRecords;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The names that models answered by, by role, as the rows' replies have them. */
final class AnsweringModels {
    private AnsweringModels() {}

    static SortedMap<String, SortedSet<String>> in(StoreView store) {
        SortedMap<String, SortedSet<String>> names = new TreeMap<>();
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = store.allOutcomes(0);
        while (all.hasNext()) {
            OutcomeRecord outcome = all.next().readable();
            if (outcome != null) {
                for (StoredRecords.Checked<CallRecord> call : store.checkedCalls(outcome.row())) {
                    add(call, outcome, names);
                }
            }
        }
        return names;
    }

    private static void add(
            StoredRecords.Checked<CallRecord> checked,
            OutcomeRecord outcome,
            SortedMap<String, SortedSet<String>> names) {
        CallRecord call = checked.intact();
        for (StoredReply reply : StoredOutcome.of(outcome).replies()) {
            if (call != null && reply.call().equals(call.step()) && RecordedText.says(call, reply.text())) {
                reply.model()
                        .ifPresent(name -> names.computeIfAbsent(call.role(), any -> new TreeSet<>())
                                .add(name));
            }
        }
    }
}
