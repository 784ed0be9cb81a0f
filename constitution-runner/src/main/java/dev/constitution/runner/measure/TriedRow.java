package dev.constitution.runner.measure;

import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.outcome.StoredArm;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Interval;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Mean;
import dev.constitution.runner.store.RunArms;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A prompt of an experiment with what its arms made of it. */
final class TriedRow {
    private final StoredOutcome outcome;
    private final Prompted prompted;
    private final Map<String, StoredArm> arms = new HashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();

    /** What kind of prompt it is, for refusals. */
    enum Prompted {
        /** An answer should refuse. */
        UNSAFE,
        /** An answer should not refuse. */
        SAFE,
        /** Nothing says which of them. */
        UNLABELLED
    }

    TriedRow(StoredOutcome outcome, RunArms.Plan plan) {
        this.outcome = outcome;
        this.prompted = plan.unsafe()
                .flatMap(label -> Optional.ofNullable(outcome.metadata().get(label.field()))
                        .map(value -> label.values().contains(String.valueOf(value)) ? Prompted.UNSAFE : Prompted.SAFE))
                .orElse(Prompted.UNLABELLED);
        for (StoredArm arm : outcome.arms()) {
            arms.put(arm.arm(), arm);
            if (arm.ending() != OutcomeKind.FAILED) {
                arm.outcome().answer().ifPresent(answer -> answers.put(arm.arm(), answer));
            }
        }
    }

    String prompt() {
        return outcome.id().orElse("");
    }

    Prompted prompted() {
        return prompted;
    }

    /** What stands of an arm; empty where the row has none of the name. */
    Optional<StoredOutcome> arm(String name) {
        return Optional.ofNullable(arms.get(name)).map(StoredArm::outcome);
    }

    /** What kept the row as a whole from being tried; empty where its arms say what became of them. */
    Optional<String> failure() {
        return arms.isEmpty() ? outcome.failure() : Optional.empty();
    }

    /** The answers that stand, by arm. */
    Map<String, String> answers() {
        return answers;
    }

    /** An arm's answer; empty where the arm failed. */
    Optional<String> answer(String arm) {
        return Optional.ofNullable(answers.get(arm));
    }

    /** An answer's length in characters (code points). */
    static int length(String answer) {
        return answer.codePointCount(0, answer.length());
    }

    /** The mean of lengths; its interval ends at 0. */
    static Figure meanLength(Numbers lengths, Level level) {
        Figure mean = Mean.of(lengths.toArray(), level);
        return mean.interval()
                .map(range -> Figure.of(
                        mean.method(),
                        mean.n(),
                        mean.estimate().orElseThrow().value(),
                        new Interval(Math.max(0, range.low()), range.high())))
                .orElse(mean);
    }

    List<StoredDuel> duels() {
        return outcome.duels();
    }

    /** How the two arms were compared, in this order of theirs. */
    Optional<StoredDuel> duel(String a, String b) {
        return outcome.duels().stream()
                .filter(duel -> duel.a().equals(a) && duel.b().equals(b))
                .findFirst();
    }
}
