package dev.constitution.runner.measure;

import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredStep;
import java.util.ArrayList;
import java.util.List;

/** The steps of a revision, each with the answers before it and after it. */
final class StandingAnswers {
    /** A step between two answers, which are equal where it changed nothing. */
    record Change(StoredStep step, String before, String after) {
        boolean isChange() {
            return !before.equals(after);
        }
    }

    private StandingAnswers() {}

    /** In their order; none of an outcome that has no first answer. */
    static List<Change> of(StoredOutcome outcome) {
        List<Change> changes = new ArrayList<>();
        if (outcome.initial().isPresent()) {
            String standing = outcome.initial().get().text();
            for (StoredStep step : outcome.steps().orElse(List.of())) {
                String after = step.revision().map(StoredStep.Revision::answer).orElse(standing);
                changes.add(new Change(step, standing, after));
                standing = after;
            }
        }
        return changes;
    }
}
