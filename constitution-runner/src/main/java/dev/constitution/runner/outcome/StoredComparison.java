package dev.constitution.runner.outcome;

import dev.constitution.stage.JudgedPair;
import java.util.List;

/** A {@link JudgedPair} as the store keeps it. */
public record StoredComparison(int a, int b, List<String> principles, StoredVerdict verdict) {

    static StoredComparison of(JudgedPair pair) {
        return new StoredComparison(
                pair.a(),
                pair.b(),
                pair.judgement().principles(),
                StoredVerdict.of(pair.judgement().verdict()));
    }
}
