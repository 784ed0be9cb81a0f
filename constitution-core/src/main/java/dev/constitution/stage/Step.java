package dev.constitution.stage;

import dev.constitution.chat.Checks;
import java.util.Optional;

/**
 * One critique and revision under one principle.
 *
 * @param round the round it belongs to, from 1
 * @param principle the id of the principle
 * @param critique what the critic said; empty where the stage leaves critique out
 * @param revision what the reviser made of it; empty where the critic found nothing
 */
public record Step(int round, String principle, Optional<Critique> critique, Optional<Revision> revision) {
    public Step {
        Checks.atLeast(1, "round", round);
    }
}
