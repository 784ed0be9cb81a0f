package dev.constitution.runner.verify;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes once through calls and outcomes, side by side, and shows each record to the checks that look at it. */
final class RowsWalk {
    private final Iterator<StoredRecords.Checked<OutcomeRecord>> outcomes;
    private final Iterator<StoredRecords.Taken> calls;
    private final CallsCheck callsCheck;
    private StoredRecords.@Nullable Taken next;

    RowsWalk(StoreView store, CallsCheck callsCheck) {
        this.outcomes = store.allOutcomes(Long.MIN_VALUE);
        this.calls = store.allCalls();
        this.callsCheck = callsCheck;
    }

    void walk(OutcomesCheck outcomesCheck, ExportsCheck exportsCheck) throws IOException {
        outcomesCheck.begin();
        exportsCheck.begin();
        try {
            while (outcomes.hasNext()) {
                StoredRecords.Checked<OutcomeRecord> checked = outcomes.next();
                outcomesCheck.check(checked, callsUpTo(checked.row()));
                exportsCheck.check(checked.intact());
            }
            var unused = callsUpTo(Long.MAX_VALUE);
        } finally {
            outcomesCheck.end();
            exportsCheck.end();
        }
    }

    /**
     * Has the calls looked at that come up to a row, and gives those of the row that are intact. A damaged key may stand among
     * others' calls; then some of a row's calls may be missing here.
     */
    private List<CallRecord> callsUpTo(long row) {
        List<CallRecord> ofRow = new ArrayList<>();
        while (next != null || calls.hasNext()) {
            StoredRecords.Taken call = next == null ? calls.next() : next;
            if (call.call().row() > row) {
                next = call;
                return ofRow;
            }
            next = null;
            callsCheck.check(call);
            CallRecord intact = call.call().intact();
            if (intact != null && call.call().row() == row) {
                ofRow.add(intact);
            }
        }
        return ofRow;
    }
}
