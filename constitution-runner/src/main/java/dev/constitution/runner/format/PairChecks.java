package dev.constitution.runner.format;

import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict;
import java.util.Optional;

/** Why a pair that a form could hold is better left out of it: its readers would drop it unsaid, or train what nobody meant. */
final class PairChecks {
    private PairChecks() {}

    /** Refuses a pair from which nothing can be learned; rows that are no pair pass. */
    static void requireTrainable(ExportRow row) throws NotCarriedException {
        if (!row.isPair()) {
            return;
        }
        requireText(row.chosen());
        requireText(row.rejected());
        if (row.chosen().equals(row.rejected())) {
            throw new NotCarriedException("equal answers");
        }
    }

    /** Refuses an answer that says nothing. */
    static void requireText(String answer) throws NotCarriedException {
        if (answer.isBlank()) {
            throw new NotCarriedException("empty answer");
        }
    }

    /** Refuses a pair that its judge hardly told apart, as {@code --keep-ties} keeps them: the form has no soft labels. */
    static void requireNoTie(ExportRow pair) throws NotCarriedException {
        Optional<Double> probability = pair.probability().map(Number::doubleValue);
        if (probability.isPresent() && TieRule.DEFAULT.isTie(Verdict.byRule(probability.get()))) {
            throw new NotCarriedException("tie");
        }
    }
}
