package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredReply;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.source.Suggestion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The rows of a store that are to be done again: those that failed, or all. */
final class ReopenedRows {
    /** Failures that lie in an answer that was given: only a new answer can mend them. */
    private static final Set<String> IN_THE_ANSWER = Set.of("truncated", "empty", "refused");

    private final RunStore store;

    ReopenedRows(RunStore store) {
        this.store = store;
    }

    /**
     * Takes the outcomes of these kinds out of use, and the answers that they failed for, so that the run does their rows
     * again.
     *
     * @param wanted as {@link #wanted} gives them
     * @return how many rows these are
     */
    long release(Set<String> wanted) {
        List<StoredRecords.Checked<?>> released = new ArrayList<>();
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = store.allOutcomes(0);
        long rows = 0;
        while (all.hasNext()) {
            StoredRecords.Checked<OutcomeRecord> outcome = all.next();
            boolean isFailed = outcome.orThrow().kind() == OutcomeKind.FAILED; // a gate may have a failure's name
            if (isFailed && wanted.contains(outcome.orThrow().detail())) {
                rows++;
                released.add(outcome);
                if (IN_THE_ANSWER.contains(outcome.orThrow().detail())) {
                    for (CallRecord call : failedCalls(outcome.orThrow())) {
                        released.add(new StoredRecords.Checked<>("call", call.key(), call.row(), call));
                    }
                }
            }
        }
        store.writer().setAside(released, "retry");
        return rows;
    }

    /** Takes all outcomes out of use, and no answer, so that the run does every row again with what was answered. */
    void releaseAll(String reason) {
        List<StoredRecords.Checked<?>> released = new ArrayList<>();
        store.allOutcomes(0).forEachRemaining(released::add);
        store.writer().setAside(released, reason);
    }

    /**
     * The kinds of failure that somebody named.
     *
     * @param found those that there are
     * @throws UsageException if no row failed as one of them
     */
    static Set<String> wanted(List<String> kinds, Set<String> found) {
        Set<String> wanted = new TreeSet<>();
        for (String kind : kinds) {
            String detail = kind.strip().toLowerCase(Locale.ROOT);
            if (!found.contains(detail)) {
                throw new UsageException("no row failed as \"" + kind + "\"" + Suggestion.clause(kind, known(found))
                        + (found.isEmpty()
                                ? "; no row failed at all"
                                : "; rows failed as: " + String.join(", ", found)));
            }
            wanted.add(detail);
        }
        return wanted;
    }

    private static Set<String> known(Set<String> found) {
        Set<String> known = new TreeSet<>(found);
        for (FailureKind kind : FailureKind.values()) {
            known.add(kind.label());
        }
        return known;
    }

    /** The calls of the role that failed, but for those whose answers the row keeps. */
    private List<CallRecord> failedCalls(OutcomeRecord outcome) {
        StoredOutcome row = StoredOutcome.of(outcome);
        List<StoredReply> kept = row.replies();
        return store.calls(outcome.row()).stream()
                .filter(call ->
                        row.role().filter(CallRoles.role(call.role())::equals).isPresent()
                                && kept.stream()
                                        .noneMatch(reply -> reply.call().equals(call.step())
                                                && RecordedText.says(call, reply.text())))
                .toList();
    }
}
