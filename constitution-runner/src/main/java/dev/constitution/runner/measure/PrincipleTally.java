package dev.constitution.runner.measure;

import dev.constitution.principles.Decision;
import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Method;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.stats.WinRate;
import dev.constitution.runner.store.RunArms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds up what an arm's principles did, row by row. Not thread-safe. */
final class PrincipleTally {
    private final String arm;
    private final Map<String, Counts> counts = new LinkedHashMap<>();

    private static final class Counts {
        private long prompts;
        private long asked;
        private long unstated;
        private long criticised;
        private long fired;
        private long changed;
        private final Numbers scores = new Numbers();
    }

    /** What a principle did on one prompt. */
    private static final class OnPrompt {
        private boolean criticised;
        private boolean fired;
        private boolean changed;
        private OptionalDouble score = OptionalDouble.empty();
    }

    PrincipleTally(RunArms.Part arm) {
        this.arm = arm.name();
        if (ArmTally.revises(arm)) {
            arm.constitution().principles().forEach(one -> counts.put(one.id(), new Counts()));
        }
    }

    void add(TriedRow row) {
        Optional<StoredOutcome> outcome = row.arm(arm);
        if (outcome.isEmpty()) {
            return;
        }
        Map<String, OnPrompt> here = new LinkedHashMap<>();
        for (StandingAnswers.Change change : StandingAnswers.of(outcome.get())) {
            StoredStep step = change.step();
            OnPrompt own = here.computeIfAbsent(step.principle(), any -> new OnPrompt());
            Counts all = counts.computeIfAbsent(step.principle(), any -> new Counts());
            all.asked++;
            step.critique().ifPresent(critique -> decide(critique.decision(), own, all));
            if (change.isChange()) {
                own.changed = true;
                own.score = score(row, change.before(), change.after());
            }
        }
        here.forEach((principle, own) -> add(counts.computeIfAbsent(principle, any -> new Counts()), own));
    }

    private static void decide(String decision, OnPrompt own, Counts all) {
        if (decision.equalsIgnoreCase(Decision.UNSTATED.name())) {
            all.unstated++;
        } else {
            own.criticised = true;
            own.fired |= decision.equalsIgnoreCase(Decision.REVISE.name());
        }
    }

    private static void add(Counts all, OnPrompt own) {
        all.prompts++;
        all.criticised += own.criticised ? 1 : 0;
        all.fired += own.fired ? 1 : 0;
        all.changed += own.changed ? 1 : 0;
        own.score.ifPresent(all.scores::add);
    }

    /** The later answer's score against the earlier one, where both stand at the ends of arms that were compared. */
    private static OptionalDouble score(TriedRow row, String before, String after) {
        for (StoredDuel duel : row.duels()) {
            String a = row.answer(duel.a()).orElse("");
            String b = row.answer(duel.b()).orElse("");
            OptionalDouble score = DuelScores.of(duel);
            if (score.isPresent() && a.equals(after) && b.equals(before)) {
                return score;
            } else if (score.isPresent() && b.equals(after) && a.equals(before)) {
                return OptionalDouble.of(1 - score.getAsDouble());
            }
        }
        return OptionalDouble.empty();
    }

    List<PrincipleFigures> figures(Level level) {
        List<PrincipleFigures> figures = new ArrayList<>();
        counts.forEach((principle, own) -> figures.add(new PrincipleFigures(
                arm,
                principle,
                own.prompts,
                own.asked,
                own.unstated,
                share(own.fired, own.criticised, "no critic decided on it", level),
                share(own.changed, own.prompts, "never asked", level),
                wins(own, level))));
        return figures;
    }

    private static Figure share(long hits, long of, String why, Level level) {
        return of == 0 ? new Figure.Undefined(Method.WILSON, 0, why) : new Proportion(hits, of).figure(level);
    }

    private static Figure wins(Counts own, Level level) {
        double[] scores = own.scores.toArray();
        return scores.length == 0
                ? new Figure.Undefined(
                        Method.TANGO, 0, "no duel of the answers before and after it; compare with an arm without it")
                : WinRate.of(scores, level);
    }
}
