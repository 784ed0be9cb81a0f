package dev.constitution.runner.outcome;

import dev.constitution.judge.Judgement;
import java.util.List;

/** A {@link Judgement} as the store keeps it. */
public record StoredJudgement(List<String> principles, StoredVerdict verdict) {

    static StoredJudgement of(Judgement judgement) {
        return new StoredJudgement(judgement.principles(), StoredVerdict.of(judgement.verdict()));
    }
}
