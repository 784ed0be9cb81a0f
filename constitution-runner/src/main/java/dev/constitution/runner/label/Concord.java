package dev.constitution.runner.label;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.GwetAc1;
import dev.constitution.runner.stats.Kappa;
import dev.constitution.runner.stats.KrippendorffAlpha;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.store.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How far those who compared the same answers agree: the share of agreeing pairs of labels, and beyond chance κ for two who have
 * both said something of everything, else α; with AC1 beside it where nearly all say the same. What somebody skipped is missing.
 */
final class Concord {
    private static final double MOSTLY = 0.8;

    private record Item(long row, Map<String, Choice> said) {}

    private final Map<Object, Item> items = new LinkedHashMap<>();
    private final TreeSet<String> raters = new TreeSet<>();

    /**
     * Adds what somebody said.
     *
     * @param item what is the same for labels of the same two answers
     */
    void add(long row, Object item, String rater, Choice choice) {
        if (choice != Choice.SKIP) {
            raters.add(rater);
            items.computeIfAbsent(item, any -> new Item(row, new LinkedHashMap<>()))
                    .said()
                    .put(rater, choice);
        }
    }

    /** Pairs of answers of which two or more have said something. */
    private List<Item> shared() {
        return items.values().stream().filter(item -> item.said().size() >= 2).toList();
    }

    /** Whether anything can be said of agreement. */
    boolean isKnown() {
        return !shared().isEmpty();
    }

    /** By prompt, the share of pairs of labels that are the same. */
    Figure raw() {
        ByPrompt agreeing = new ByPrompt();
        for (Item item : shared()) {
            List<Choice> said = new ArrayList<>(item.said().values());
            double same = 0;
            for (int i = 0; i < said.size(); i++) {
                for (int j = i + 1; j < said.size(); j++) {
                    same += said.get(i) == said.get(j) ? 1 : 0;
                }
            }
            agreeing.add(item.row(), same / (said.size() * (said.size() - 1) / 2.0));
        }
        return agreeing.mean();
    }

    /** κ or α, see the class. */
    Figure beyondChance() {
        boolean isWholeOfTwo = raters.size() == 2 && shared().size() == items.size();
        return isWholeOfTwo ? Kappa.of(table(), Level.DEFAULT) : KrippendorffAlpha.of(counts(), Level.DEFAULT);
    }

    /** AC1, where one choice is more than 80 % of all. */
    Optional<Figure> ac1() {
        int[] totals = new int[categories().size()];
        for (int[] item : counts()) {
            Arrays.setAll(totals, k -> totals[k] + item[k]);
        }
        int all = Arrays.stream(totals).sum();
        boolean isLopsided = Arrays.stream(totals).anyMatch(total -> total > MOSTLY * all);
        return isLopsided ? Optional.of(GwetAc1.of(counts(), Level.DEFAULT)) : Optional.empty();
    }

    /** Without ties where nobody says so. */
    private List<Choice> categories() {
        boolean hasTies = items.values().stream().anyMatch(item -> item.said().containsValue(Choice.TIE));
        return hasTies ? List.of(Choice.A, Choice.B, Choice.TIE) : List.of(Choice.A, Choice.B);
    }

    private double[][] table() {
        List<Choice> categories = categories();
        double[][] table = new double[categories.size()][categories.size()];
        for (Item item : shared()) {
            int one = categories.indexOf(item.said().get(raters.first()));
            int other = categories.indexOf(item.said().get(raters.last()));
            table[one][other]++;
        }
        return table;
    }

    private int[][] counts() {
        List<Choice> categories = categories();
        return items.values().stream()
                .map(item -> categories.stream()
                        .mapToInt(category -> (int) item.said().values().stream()
                                .filter(category::equals)
                                .count())
                        .toArray())
                .toArray(int[][]::new);
    }
}
