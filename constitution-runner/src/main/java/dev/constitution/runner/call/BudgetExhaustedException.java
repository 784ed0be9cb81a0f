package dev.constitution.runner.call;

import dev.constitution.chat.AbortException;

/** Stops a run whose next call may cost more than is left of its budget. */
public final class BudgetExhaustedException extends AbortException {
    private static final long serialVersionUID = 1L;

    BudgetExhaustedException(String message) {
        super(message);
    }
}
