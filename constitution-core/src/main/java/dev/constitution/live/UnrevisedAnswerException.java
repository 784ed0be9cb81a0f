package dev.constitution.live;

import dev.constitution.stage.Outcome;

/** An answer that could not be criticised or revised, under {@link OnFailure#REFUSE}. */
public final class UnrevisedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Failed outcome;

    UnrevisedAnswerException(Outcome.Failed outcome) {
        super(
                "the answer could not be revised: the " + outcome.role().label() + "'s call failed ("
                        + outcome.kind().label() + "): " + outcome.message(),
                outcome.cause().orElse(null));
        this.outcome = outcome;
    }

    /** What failed, and what was answered before. */
    public Outcome.Failed outcome() {
        return outcome;
    }
}
