package dev.constitution.runner.measure;

import dev.constitution.runner.measure.PersonLabel.Choice;
import dev.constitution.runner.stats.Binning;
import dev.constitution.runner.stats.Calibration;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Proportion;
import dev.constitution.runner.store.StoredDuel;
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

    private final Map<String, List<PersonLabel>> byPrompt = new HashMap<>();
    private final Set<String> labellers = new HashSet<>();
    private final double[][] table = new double[Choice.values().length][Choice.values().length];
    private final Numbers probabilities = new Numbers();
    private final List<Boolean> came = new ArrayList<>();
    private long labels;
    private long pairs;
    private long agreeing;
    private long noMajority;
    private long noVerdict;

    PeopleTally(Collection<PersonLabel> all) {
        for (PersonLabel label : all) {
            byPrompt.computeIfAbsent(label.prompt(), any -> new ArrayList<>()).add(label);
            labellers.add(label.labeller());
            labels++;
        }
    }

    void add(TriedRow row) {
        List<PersonLabel> here = byPrompt.getOrDefault(row.prompt(), List.of());
        for (StoredDuel duel : row.duels()) {
            int[] votes = new int[Choice.values().length];
            for (PersonLabel label : here) {
                if (label.a().equals(duel.a()) && label.b().equals(duel.b())) {
                    votes[label.choice().place()]++;
                } else if (label.a().equals(duel.b()) && label.b().equals(duel.a())) {
                    votes[label.swapped().choice().place()]++;
                }
            }
            if (votes[0] + votes[1] + votes[2] > 0) {
                majority(votes).ifPresentOrElse(choice -> add(choice, duel), () -> noMajority++);
            }
        }
    }

    /** What more people say than anything else; empty where there is no such thing. */
    private static Optional<Choice> majority(int[] votes) {
        Choice most = Choice.A;
        for (Choice choice : Choice.values()) {
            most = votes[choice.place()] > votes[most.place()] ? choice : most;
        }
        for (Choice choice : Choice.values()) {
            if (choice != most && votes[choice.place()] == votes[most.place()]) {
                return Optional.empty();
            }
        }
        return Optional.of(most);
    }

    private void add(Choice people, StoredDuel duel) {
        OptionalDouble score = DuelScores.of(duel);
        if (score.isEmpty()) {
            noVerdict++;
            return;
        }
        Choice judge = Choice.of(score.getAsDouble());
        pairs++;
        agreeing += judge == people ? 1 : 0;
        table[judge.place()][people.place()] += 0.5;
        table[judge.other().place()][people.other().place()] += 0.5;
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
        int tie = Choice.TIE.place();
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
