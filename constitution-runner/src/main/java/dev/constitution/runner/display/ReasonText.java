package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.OutcomeReason;
import java.util.Locale;

/** How the reasons of rows that became no pair are shown to people, one line each. */
public final class ReasonText {
    /** The gate of rows whose answer needed none: they are not said to be rejected. */
    public static final String NO_REVISION_NEEDED = "no_revision_needed";

    private ReasonText() {}

    /** {@code truncated 3, first in row 7 (tea): the answer was cut off}. */
    public static String line(OutcomeReason reason) {
        return String.format(Locale.ROOT, "%s %,d, %s", reason.detail(), reason.rows(), first(reason));
    }

    /** {@code first in row 7 (tea): the answer was cut off}. */
    public static String first(OutcomeReason reason) {
        String place = reason.line().isPresent()
                ? String.format(Locale.ROOT, ", line %d", reason.line().getAsLong())
                : " (" + Words.shown(reason.id()) + ")";
        return (reason.rows() == 1 ? "" : "first in ") + "row " + reason.row() + place + ": "
                + Words.shown(reason.words());
    }
}
