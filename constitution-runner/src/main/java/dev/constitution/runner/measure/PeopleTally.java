package dev.constitution.runner.measure;

import dev.constitution.runner.outcome.StoredDuel;
import dev.constitution.runner.stats.Binning;
import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.Choice;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.Sides;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Holds a judge's verdicts against people's labels, row by row. Not thread-safe. */
final class PeopleTally {
    private static final long SEED = 0;
    private static final double MOSTLY = 0.8;

    private static final List<Choice> CHOICES = List.of(Choice.A, Choice.B, Choice.TIE);

    private final Map<String, List<Label>> byPrompt = new HashMap<>();
    private final Set<String> labellers = new HashSet<>();
    private final double[][] table = new double[CHOICES.size()][CHOICES.size()];
    private final Numbers probabilities = new Numbers();
    private final List<Boolean> came = new ArrayList<>();
    private long labels;
    private long pairs;
    private long agreeing;
    private long noMajority;
    private long noVerdict;

    /** @param all those of answers that the arms no longer give count nowhere, nor what was skipped */
    PeopleTally(Collection<Label> all) {
        all.stream()
                .filter(label -> CHOICES.contains(label.choice()))
                .forEach(label -> byPrompt.computeIfAbsent(label.prompt(), any -> new ArrayList<>())
                        .add(label));
    }

    void add(TriedRow row) {
        for (StoredDuel duel : row.duels()) {
            int[] votes = new int[CHOICES.size()];
            for (Label label : byPrompt.getOrDefault(row.prompt(), List.of())) {
                if (isOf(label, duel, row)) {
                    boolean isSwapped = label.sides().a().equals(duel.b());
                    votes[place(isSwapped ? label.choice().swapped() : label.choice())]++;
                    labellers.add(label.labeller());
                    labels++;
                }
            }
            if (votes[0] + votes[1] + votes[2] > 0) {
                majority(votes).ifPresentOrElse(choice -> add(choice, duel), () -> noMajority++);
            }
        }
    }

    /** Whether a label speaks of the two answers as they are now. */
    private static boolean isOf(Label label, StoredDuel duel, TriedRow row) {
        Sides sides = label.sides();
        return sides.has(duel.a())
                && sides.has(duel.b())
                && label.answers()
                        .equals(Sides.fingerprint(
                                row.answer(sides.a()).orElse(""),
                                row.answer(sides.b()).orElse("")));
    }

    private static int place(Choice choice) {
        return CHOICES.indexOf(choice);
    }

    /** What more people say than anything else; empty where there is no such thing. */
    private static Optional<Choice> majority(int[] votes) {
        int most = Math.max(votes[0], Math.max(votes[1], votes[2]));
        List<Choice> first =
                CHOICES.stream().filter(choice -> votes[place(choice)] == most).toList();
        return first.size() == 1 ? Optional.of(first.get(0)) : Optional.empty();
    }

    private void add(Choice people, StoredDuel duel) {
        OptionalDouble score = DuelScores.of(duel);
        if (score.isEmpty()) {
            noVerdict++;
            return;
        }
        Choice judge = score.getAsDouble() == 0.5 ? Choice.TIE : score.getAsDouble() > 0.5 ? Choice.A : Choice.B;
        pairs++;
        agreeing += judge == people ? 1 : 0;
        table[place(judge)][place(people)] += 0.5;
        table[place(judge.swapped())][place(people.swapped())] += 0.5;
        if (people != Choice.TIE && !duel.isOfEqualAnswers()) {
            probabilities.add(duel.probabilityOfA().orElseThrow());
            came.add(people == Choice.A);
        }
    }

    /** Empty where there is no label. */
    Optional<PeopleFigures> figures(Level level) {
        if (labels == 0) {
            return Optional.empty();
        }
        int tie = place(Choice.TIE);
        double ties = 0; // of judge and people together
        for (int i = 0; i < table.length; i++) {
            ties += table[tie][i] + table[i][tie];
        }
        double[][] used = ties > 0 ? table : new double[][] {{table[0][0], table[0][1]}, {table[1][0], table[1][1]}};
        return Optional.of(new PeopleFigures(
                labels,
                labellers.size(),
                pairs,
                noMajority,
                noVerdict,
                new Proportion(agreeing, pairs).figure(level),
                Kappa.of(used, level),
                ties > MOSTLY * 2 * pairs ? Optional.of(GwetAc1.of(used, level)) : Optional.empty(),
                calibration()));
    }

    private Optional<Calibration> calibration() {
        double[] claimed = probabilities.toArray();
        if (claimed.length == 0) {
            return Optional.empty();
        }
        boolean[] events = new boolean[claimed.length];
        for (int i = 0; i < events.length; i++) {
            events[i] = came.get(i);
        }
        return Optional.of(
                Calibration.of(claimed, events, Binning.ofEqualWidth(0, 1), Calibration.bins(events.length), SEED));
    }
}
