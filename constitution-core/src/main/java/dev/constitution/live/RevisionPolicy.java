package dev.constitution.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * How long an answer may take, and what becomes of it where it cannot be revised. Immutable.
 *
 * @param time how long an answer may take, from its request to the last revision: no call is begun after it, and the best
 *     answer so far stands; empty for as long as it takes. The model's own answer is always waited for
 * @param onFailure what is answered where a call of the critic or the reviser fails. Time that is spent is no failure
 * @param executor makes the calls of critic and reviser, so that one that is under way when the time is spent is given up
 *     (interrupted); empty makes them on the thread that asks, and lets one that has begun end. Its owner closes it
 */
public record RevisionPolicy(Optional<Duration> time, OnFailure onFailure, Optional<ExecutorService> executor) {

    /** As long as it takes; what cannot be revised is answered as it is. */
    public static final RevisionPolicy DEFAULT =
            new RevisionPolicy(Optional.empty(), OnFailure.ANSWER, Optional.empty());

    public RevisionPolicy {
        if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
            throw new IllegalArgumentException("the time of an answer must be above 0, got " + time.get());
        }
    }

    /** This policy with so much time for an answer. */
    public RevisionPolicy within(Duration most) {
        return new RevisionPolicy(Optional.of(most), onFailure, executor);
    }

    /** This policy with another way to fail. */
    public RevisionPolicy onFailure(OnFailure other) {
        return new RevisionPolicy(time, other, executor);
    }

    /** This policy with threads for the calls. */
    public RevisionPolicy on(ExecutorService calls) {
        return new RevisionPolicy(time, onFailure, Optional.of(calls));
    }
}
