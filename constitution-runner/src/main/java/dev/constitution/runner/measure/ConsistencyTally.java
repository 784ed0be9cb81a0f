package dev.constitution.runner.measure;

import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredJudgement;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredVerdict;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.RunArms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Holds critics' decisions against a judge's verdicts by the same principles, row by row. Not thread-safe. */
final class ConsistencyTally {
    private final Map<String, Set<String>> common = new HashMap<>(); // by arm, ids of principles that the judge has too
    private final Map<String, long[]> counts = new TreeMap<>(); // against, all
    private final long[] prompts = new long[2];

    ConsistencyTally(RunArms experiment) {
        experiment.judge().ifPresent(judge -> {
            Set<Principle> judged = new HashSet<>(judge.constitution().principles());
            experiment.arms().stream().filter(ArmTally::revises).forEach(arm -> {
                Set<String> own = common.computeIfAbsent(arm.name(), any -> new HashSet<>());
                arm.constitution().principles().stream()
                        .filter(judged::contains)
                        .forEach(principle -> own.add(principle.id()));
            });
        });
    }

    void add(TriedRow row) {
        Map<String, Boolean> here = new TreeMap<>();
        for (StoredDuel duel : row.duels()) {
            duel.judgement()
                    .ifPresent(judgement -> judgement.principles().forEach(principle -> {
                        OptionalDouble score = score(duel, judgement, principle);
                        if (score.isPresent()) {
                            note(row, duel.a(), principle, score.getAsDouble() == 0, here);
                            note(row, duel.b(), principle, score.getAsDouble() == 1, here);
                        }
                    }));
        }
        here.forEach((principle, against) -> count(counts.computeIfAbsent(principle, any -> new long[2]), against));
        if (!here.isEmpty()) {
            count(prompts, here.containsValue(true));
        }
    }

    private static void count(long[] own, boolean against) {
        own[0] += against ? 1 : 0;
        own[1]++;
    }

    private void note(TriedRow row, String arm, String principle, boolean lost, Map<String, Boolean> here) {
        boolean isCommon = common.getOrDefault(arm, Set.of()).contains(principle);
        if (isCommon
                && row.arm(arm).filter(outcome -> keeps(outcome, principle)).isPresent()) {
            here.merge(principle, lost, Boolean::logicalOr);
        }
    }

    /** Whether a critic called the answer that stands at the end in line with a principle, and never objected by it. */
    private static boolean keeps(StoredOutcome outcome, String principle) {
        String end = outcome.answer().orElse("");
        List<String> decisions = StandingAnswers.of(outcome).stream()
                .filter(change -> change.before().equals(end))
                .filter(change -> change.step().principle().equals(principle))
                .flatMap(change -> change.step().critique().stream())
                .map(critique -> critique.decision())
                .toList();
        return !decisions.isEmpty() && decisions.stream().allMatch(Decision.KEEP.name()::equalsIgnoreCase);
    }

    /** The first arm's score by one principle of several, or by the one that there is. */
    private static OptionalDouble score(StoredDuel duel, StoredJudgement judgement, String principle) {
        if (judgement.principles().size() == 1) {
            return DuelScores.of(judgement.verdict(), duel.bFirst());
        }
        return part(judgement.verdict(), principle)
                .map(verdict -> DuelScores.of(verdict, duel.bFirst()))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<StoredVerdict> part(StoredVerdict verdict, String principle) {
        for (StoredVerdict.Part part : verdict.parts()) {
            Optional<StoredVerdict> found =
                    part.part().equals(principle) ? Optional.of(part.verdict()) : part(part.verdict(), principle);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Empty where no critic's decision met a verdict by the same principle. */
    Optional<ConsistencyFigures> figures(Level level) {
        if (prompts[1] == 0) {
            return Optional.empty();
        }
        return Optional.of(new ConsistencyFigures(
                new Proportion(prompts[0], prompts[1]).figure(level),
                counts.entrySet().stream()
                        .map(one -> new ConsistencyFigures.OfPrinciple(
                                one.getKey(), new Proportion(one.getValue()[0], one.getValue()[1]).figure(level)))
                        .toList()));
    }
}
