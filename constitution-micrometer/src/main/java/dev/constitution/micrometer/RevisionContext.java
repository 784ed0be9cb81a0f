package dev.constitution.micrometer;

import dev.constitution.stage.Outcome;
import dev.constitution.stage.Step;
import io.micrometer.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One answer's critiques and revisions. Used by the thread that makes them. */
final class RevisionContext extends Observation.Context {
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Outcome outcome;

    void made(Step step) {
        steps.add(step);
    }

    void ended(Outcome end) {
        outcome = end;
    }

    List<Step> steps() {
        return steps;
    }

    /** Empty where the row was broken off. */
    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    int rounds() {
        return steps.stream().mapToInt(Step::round).max().orElse(0);
    }
}
