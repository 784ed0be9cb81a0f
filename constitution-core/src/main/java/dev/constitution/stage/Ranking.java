package dev.constitution.stage;

import dev.constitution.judge.Verdict.Preference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses, of a row's comparisons, the one that labels its pair. */
final class Ranking {
    private final List<JudgedPair> comparisons;
    private final Map<Integer, Double> wins = new HashMap<>();
    private final Map<Integer, Integer> counts = new HashMap<>();

    Ranking(List<JudgedPair> comparisons) {
        this.comparisons =
                comparisons.stream().filter(pair -> verdict(pair).isPresent()).toList();
        for (JudgedPair pair : this.comparisons) {
            add(pair.a(), probability(pair));
            add(pair.b(), 1 - probability(pair));
        }
    }

    private void add(int answer, double probability) {
        wins.merge(answer, probability, Double::sum);
        counts.merge(answer, 1, Integer::sum);
    }

    /** Whether no comparison has a verdict. */
    boolean isUnread() {
        return comparisons.isEmpty();
    }

    /**
     * The comparison whose answers lie furthest apart in their mean probabilities, in the direction of its own verdict;
     * the first of equal ones. Empty where every verdict is a tie.
     */
    Optional<JudgedPair> label() {
        JudgedPair best = null;
        for (JudgedPair pair : comparisons) {
            if (probability(pair) != 0.5 && (best == null || lead(pair) > lead(best))) {
                best = pair;
            }
        }
        return Optional.ofNullable(best);
    }

    /** By how much the preferred answer's mean probability is above the other's. */
    private double lead(JudgedPair pair) {
        return Math.signum(probability(pair) - 0.5) * (mean(pair.a()) - mean(pair.b()));
    }

    private double mean(int answer) {
        return wins.getOrDefault(answer, 0.0) / counts.getOrDefault(answer, 1);
    }

    private static double probability(JudgedPair pair) {
        return verdict(pair).orElseThrow().probability();
    }

    private static Optional<Preference> verdict(JudgedPair pair) {
        return pair.judgement().verdict() instanceof Preference preference ? Optional.of(preference) : Optional.empty();
    }
}
