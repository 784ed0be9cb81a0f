package dev.constitution.runner.batch;

import dev.constitution.runner.call.Budget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows wait for batches, and what of the budget is set aside for their calls. Used under the lock of {@link Batches}.
 */
final class WaitingRows {
    private final Budget budget;
    private final Map<String, Budget.SetAside> setAside = new HashMap<>();

    /** How many calls of a row wait. */
    private final Map<Long, Integer> waiting = new HashMap<>();

    /** Rows whose calls have to wait for the end of others' before they can be sent. */
    private final Set<Long> heldBack = new HashSet<>();

    private String lack = "";

    WaitingRows(Budget budget) {
        this.budget = budget;
    }

    /** Sets aside what a row's calls will take; where too little is left, the row is held back, and it is false. */
    boolean affords(long row, List<RowCalls.Parked> calls) {
        Map<String, Budget.SetAside> reserved = new HashMap<>();
        for (RowCalls.Parked parked : calls) {
            Budget.SetAside aside = budget.expectedInBatch(parked.pending());
            Optional<String> missing = budget.setAside(aside);
            if (missing.isPresent()) {
                lack = missing.get();
                reserved.values().forEach(budget::release);
                heldBack.add(row);
                return false;
            }
            if (aside.tokens() > 0) {
                reserved.put(BatchedCall.customId(parked.pending()), aside);
            }
        }
        setAside.putAll(reserved);
        return true;
    }

    void add(long row) {
        waiting.merge(row, 1, Integer::sum);
    }

    void free(BatchedCall call) {
        waiting.computeIfPresent(call.row(), (row, calls) -> calls == 1 ? null : calls - 1);
        Budget.SetAside aside = setAside.remove(call.customId());
        if (aside != null) {
            budget.release(aside);
        }
    }

    void holdBack(long row) {
        heldBack.add(row);
    }

    /** Those that were held back may try again. */
    void letGo() {
        heldBack.clear();
    }

    /** Why rows were held back; empty where none is. */
    Optional<String> lack() {
        return heldBack.isEmpty() ? Optional.empty() : Optional.of(lack);
    }

    boolean has(long row) {
        return waiting.containsKey(row) || heldBack.contains(row);
    }
}
