package dev.constitution.runner.advice;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often two principles decided alike on the same thing, for each two of them. */
final class SameDecisions {
    /** Two principles, by their ids in order. */
    private record Two(String a, String b) implements Comparable<Two> {
        @Override
        public int compareTo(Two other) {
            int byFirst = a.compareTo(other.a);
            return byFirst != 0 ? byFirst : b.compareTo(other.b);
        }
    }

    /** Two principles with their agreement. */
    record Agreement(String a, String b, Figure kappa) {}

    private final SortedMap<Two, double[][]> tables = new TreeMap<>();

    /** Adds what was decided on one thing, by principle. */
    void add(Map<String, Boolean> decisions) {
        List<String> ids = decisions.keySet().stream().sorted().toList();
        for (int i = 0; i < ids.size(); i++) {
            for (int j = i + 1; j < ids.size(); j++) {
                double[][] table = tables.computeIfAbsent(new Two(ids.get(i), ids.get(j)), any -> new double[2][2]);
                table[place(decisions, ids.get(i))][place(decisions, ids.get(j))]++;
            }
        }
    }

    private static int place(Map<String, Boolean> decisions, String id) {
        return Boolean.TRUE.equals(decisions.get(id)) ? 1 : 0;
    }

    /** Cohen's kappa of each two that met. */
    List<Agreement> agreements() {
        List<Agreement> all = new ArrayList<>();
        tables.forEach((two, table) -> all.add(new Agreement(two.a(), two.b(), Kappa.of(table, Level.DEFAULT))));
        return all;
    }
}
