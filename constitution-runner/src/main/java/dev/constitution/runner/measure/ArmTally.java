package dev.constitution.runner.measure;

import dev.constitution.chat.ModelRole;
import dev.constitution.principles.Principle;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.outcome.StoredOutcome;
import dev.constitution.runner.outcome.StoredStep;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.RunArms;
import dev.constitution.text.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up one arm, row by row. Not thread-safe. */
final class ArmTally {
    private final RunArms.Part arm;
    private final boolean revises;
    private final SortedMap<String, Long> failed = new TreeMap<>();
    private final Standing end = new Standing();
    private final List<Standing> rounds = new ArrayList<>();
    private final WordTally words = new WordTally();
    private final CallTally calls = new CallTally();
    private final Map<String, Principle> principles = new HashMap<>();
    private long revised;

    /** What is counted of the answers that stand at a moment. */
    private static final class Standing {
        private final RefusalCounts refusals = new RefusalCounts();
        private final Numbers lengths = new Numbers();
        private long answers;
        private long changed;

        void add(TriedRow row, String answer, boolean isChanged) {
            refusals.add(row.prompted(), Refusal.isIn(answer));
            lengths.add(TriedRow.length(answer));
            answers++;
            changed += isChanged ? 1 : 0;
        }

        ArmFigures.Round figures(int round, Level level) {
            return new ArmFigures.Round(
                    round,
                    round == 0 ? Optional.empty() : Optional.of(new Proportion(changed, answers).figure(level)),
                    refusals.rates(level),
                    TriedRow.meanLength(lengths, level));
        }
    }

    ArmTally(RunArms.Part arm) {
        this.arm = arm;
        this.revises = revises(arm);
        arm.constitution().principles().forEach(one -> principles.put(one.id(), one));
        int planned = revises ? Integer.parseInt(arm.settings().getOrDefault("rounds", "1")) : -1;
        for (int round = 0; round <= planned; round++) {
            rounds.add(new Standing());
        }
    }

    /** Whether the arm comes to its answers by revision. */
    static boolean revises(RunArms.Part arm) {
        return arm.settings().getOrDefault("answers", "revise").equals("revise");
    }

    RunArms.Part arm() {
        return arm;
    }

    CallTally calls() {
        return calls;
    }

    /** The replies that its answer to a prompt stands on. */
    Set<CallTally.Made> made(StoredOutcome outcome) {
        Set<CallTally.Made> made = new LinkedHashSet<>();
        boolean isPlain = revises || arm.settings().getOrDefault("answers", "").equals("answer");
        Object told = isPlain ? "" : List.copyOf(principles.values());
        outcome.initial().ifPresent(reply -> made.add(CallTally.made(arm, ModelRole.GENERATOR, reply, told)));
        for (StandingAnswers.Change change : StandingAnswers.of(outcome)) {
            StoredStep step = change.step();
            Object principle = Objects.requireNonNullElse(principles.get(step.principle()), step.principle());
            String said = step.critique().map(StoredStep.Critique::text).orElse("");
            step.critique()
                    .ifPresent(critique -> made.add(
                            CallTally.made(arm, ModelRole.CRITIC, critique.reply(), principle, change.before())));
            step.revision()
                    .ifPresent(revision -> made.add(CallTally.made(
                            arm, ModelRole.REVISER, revision.reply(), principle, change.before(), said)));
        }
        return made;
    }

    void add(TriedRow row) {
        Optional<StoredOutcome> outcome = row.arm(arm.name());
        Optional<String> answer = row.answer(arm.name());
        if (answer.isEmpty()) {
            if (outcome.isPresent() || row.failure().isPresent()) { // else the row was done before there was this arm
                String kind =
                        outcome.flatMap(StoredOutcome::failure).or(row::failure).orElse("no answer");
                failed.merge(kind, 1L, Long::sum);
            }
            return;
        }
        end.add(row, answer.get(), false);
        words.add(answer.get());
        if (revises) {
            addRounds(row, outcome.orElseThrow());
        }
    }

    private void addRounds(TriedRow row, StoredOutcome outcome) {
        String first = outcome.initial().orElseThrow().text();
        String standing = first;
        List<StoredStep> steps = outcome.steps().orElse(List.of());
        for (int round = 0; round < rounds.size(); round++) {
            String before = standing;
            for (StoredStep step : steps) {
                if (step.round() == round) {
                    standing = step.revision().map(StoredStep.Revision::answer).orElse(standing);
                }
            }
            rounds.get(round).add(row, standing, !standing.equals(before));
        }
        revised += standing.equals(first) ? 0 : 1;
    }

    ArmFigures figures(RunCost prices, Level level) {
        ArmFigures.Round all = end.figures(0, level);
        List<ArmFigures.Round> byRound = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            byRound.add(rounds.get(round).figures(round, level));
        }
        return new ArmFigures(
                arm.name(),
                end.answers,
                Collections.unmodifiableSortedMap(failed),
                all.refusals(),
                all.length(),
                words.figures(),
                revises ? Optional.of(new Proportion(revised, end.answers).figure(level)) : Optional.empty(),
                byRound,
                calls.figures(prices));
    }
}
