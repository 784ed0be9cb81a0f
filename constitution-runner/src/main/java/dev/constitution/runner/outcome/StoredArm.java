package dev.constitution.runner.outcome;

import dev.constitution.stage.Outcome;

/**
 * What became of an experiment's prompt in one arm, as the store keeps it.
 *
 * @param outcome without the prompt, which stands beside the arms
 */
public record StoredArm(String arm, String kind, StoredOutcome outcome) {

    static StoredArm of(Outcome.Tried.Arm arm) {
        return new StoredArm(
                arm.name(),
                OutcomeJson.kind(arm.outcome()).label(),
                OutcomeJson.stored(arm.outcome()).withoutPrompt());
    }

    /** How the arm ended. */
    public OutcomeKind ending() {
        return OutcomeKind.of(kind);
    }
}
