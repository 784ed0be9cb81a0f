package dev.constitution.runner;

import dev.constitution.AbortException;

/** Stops a run whose next call may cost more than is left of its budget. */
final class BudgetExhaustedException extends AbortException {
    private static final long serialVersionUID = 1L;

    BudgetExhaustedException(String message) {
        super(message);
    }
}
