package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.ModelCaller;
import java.util.List;
import java.util.Optional;

/**
 * What became of a piece of work: its result, or the failure of one of its calls. Pieces that are done at once all come to
 * an end, so that what a failed row keeps does not depend on which of them failed first.
 */
record Attempt<T>(Optional<T> result, Optional<CallFailedException> failure) {

    /** What became of each piece, in order. */
    static <T> List<Attempt<T>> all(ModelCaller caller, List<? extends ModelCaller.Work<T>> pieces)
            throws InterruptedException, CallFailedException {
        return caller.together(pieces.stream()
                .<ModelCaller.Work<Attempt<T>>>map(piece -> () -> of(piece))
                .toList());
    }

    private static <T> Attempt<T> of(ModelCaller.Work<T> piece) throws InterruptedException {
        try {
            return new Attempt<>(Optional.of(piece.result()), Optional.empty());
        } catch (CallFailedException e) {
            return new Attempt<>(Optional.empty(), Optional.of(e));
        }
    }

    /** What came of the pieces that did not fail, in order. */
    static <T> List<T> results(List<Attempt<T>> attempts) {
        return attempts.stream().flatMap(attempt -> attempt.result().stream()).toList();
    }

    /** Throws the first failure, in the order of the pieces. */
    static void requireAll(List<? extends Attempt<?>> attempts) throws CallFailedException {
        for (Attempt<?> attempt : attempts) {
            if (attempt.failure().isPresent()) {
                throw attempt.failure().get();
            }
        }
    }
}
