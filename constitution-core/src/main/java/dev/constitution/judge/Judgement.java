package dev.constitution.judge;

import java.util.List;

/**
 * A verdict with the principles it was reached under.
 *
 * @param principles their ids, in order of use; at least one
 */
public record Judgement(List<String> principles, Verdict verdict) {
    public Judgement {
        principles = List.copyOf(principles);
        if (principles.isEmpty()) {
            throw new IllegalArgumentException("a judgement needs at least one principle");
        }
    }
}
