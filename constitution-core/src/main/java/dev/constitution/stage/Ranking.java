package dev.constitution.stage;

import dev.constitution.judge.TieRule;
import dev.constitution.judge.Verdict.Preference;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of a row's comparisons, those that tell which answer is better, in one order of all answers. Immutable. */
public final class Ranking {
    private final List<JudgedPair> comparisons;
    private final Map<Integer, Double> wins = new HashMap<>();
    private final Map<Integer, Integer> counts = new HashMap<>();

    private final TieRule ties;

    /** @param ties which verdicts are none */
    public Ranking(List<JudgedPair> comparisons, TieRule ties) {
        this.ties = ties;
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
     * the first of equal ones. Empty where every verdict is a tie, or stands in a cycle: of three answers each of which is
     * better than the next none is better than another.
     */
    Optional<JudgedPair> label() {
        return decided().stream().findFirst();
    }

    /** All such comparisons: no tie, in no cycle, with the verdict that the means have too; those furthest apart come first. */
    public List<JudgedPair> decided() {
        return comparisons.stream()
                .filter(pair -> isDecided(pair) && lead(pair) > 0 && !isInACycle(pair))
                .sorted(Comparator.comparingDouble(this::lead).reversed())
                .toList();
    }

    private boolean isDecided(JudgedPair pair) {
        return verdict(pair).filter(preference -> !ties.isTie(preference)).isPresent();
    }

    /** Whether the worse answer is, by way of others, better than the better one. */
    private boolean isInACycle(JudgedPair pair) {
        Set<Integer> below = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(worse(pair)));
        while (!open.isEmpty()) {
            int answer = open.pop();
            for (JudgedPair next : comparisons) {
                if (isDecided(next) && better(next) == answer && below.add(worse(next))) {
                    open.push(worse(next));
                }
            }
        }
        return below.contains(better(pair));
    }

    private static int better(JudgedPair pair) {
        return probability(pair) > 0.5 ? pair.a() : pair.b();
    }

    private static int worse(JudgedPair pair) {
        return probability(pair) > 0.5 ? pair.b() : pair.a();
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
