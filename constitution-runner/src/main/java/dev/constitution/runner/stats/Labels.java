package dev.constitution.runner.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Labels of items by any number of raters, who may each have left out some of them. */
final class Labels {
    static final String TOO_FEW = "fewer than two items";
    static final String ONE_CATEGORY = "one category only";

    private final double[][] items;
    private final double[] weights;

    /**
     * @param items by item, how often each category was named
     * @param weights how many items each of these stands for
     */
    private Labels(double[][] items, double[] weights) {
        if (items.length != weights.length
                || Arrays.stream(items).anyMatch(counts -> counts.length != items[0].length)
                || Arrays.stream(items).flatMapToDouble(Arrays::stream).anyMatch(count -> !(count >= 0))) {
            throw new IllegalArgumentException("every item needs a count, not negative, of each category");
        }
        this.items = items;
        this.weights = weights;
    }

    double[][] items() {
        return items;
    }

    double[] weights() {
        return weights;
    }

    /** Of counts by item and category. */
    static Labels of(int[][] counts) {
        double[] weights = new double[counts.length];
        Arrays.fill(weights, 1);
        return new Labels(
                Arrays.stream(counts)
                        .map(item -> Arrays.stream(item).asDoubleStream().toArray())
                        .toArray(double[][]::new),
                weights);
    }

    /** Of two raters. */
    static Labels of(RaterTable table) {
        int categories = table.categories();
        List<double[]> items = new ArrayList<>();
        double[] weights = new double[categories * categories];
        for (int i = 0; i < categories; i++) {
            for (int j = 0; j < categories; j++) {
                weights[items.size()] = table.cells()[i][j];
                items.add(pair(categories, i, j));
            }
        }
        return new Labels(items.toArray(double[][]::new), weights);
    }

    private static double[] pair(int categories, int one, int other) {
        double[] item = new double[categories];
        item[one]++;
        item[other]++;
        return item;
    }

    int categories() {
        return items.length == 0 ? 0 : items[0].length;
    }

    /** With two items more, that two raters labelled in every way alike. */
    Labels withPseudoItems() {
        int categories = categories();
        Labels even = of(new RaterTable(new double[categories][categories]).withPseudoItems());
        return new Labels(
                IntStream.range(0, items.length + even.items.length)
                        .mapToObj(i -> i < items.length ? items[i] : even.items[i - items.length])
                        .toArray(double[][]::new),
                IntStream.range(0, items.length + even.items.length)
                        .mapToDouble(i -> i < items.length ? weights[i] : even.weights[i - items.length])
                        .toArray());
    }

    /** How many labels an item has. */
    double raters(int item) {
        return Arrays.stream(items[item]).sum();
    }

    /** The weight of the items of at least so many labels. */
    double itemsOf(int raters) {
        return IntStream.range(0, items.length)
                .filter(i -> raters(i) >= raters)
                .mapToDouble(i -> weights[i])
                .sum();
    }

    /** How many categories anybody named. */
    long used() {
        return IntStream.range(0, categories())
                .filter(category ->
                        IntStream.range(0, items.length).anyMatch(i -> weights[i] > 0 && items[i][category] > 0))
                .count();
    }

    /** Over the items with a label, the mean share of each category among an item's labels. */
    double[] meanShares() {
        double all = itemsOf(1);
        double[] shares = new double[categories()];
        for (int i = 0; i < items.length; i++) {
            double raters = raters(i);
            for (int k = 0; raters > 0 && k < shares.length; k++) {
                shares[k] += weights[i] * items[i][k] / raters / all;
            }
        }
        return shares;
    }

    /** The share of an item's pairs of labels that agree; of two labels or more. */
    double agreeing(int item) {
        double raters = raters(item);
        return Arrays.stream(items[item]).map(count -> count * (count - 1)).sum() / (raters * (raters - 1));
    }

    /** That share's mean over the items with two labels or more. */
    double meanAgreeing() {
        return IntStream.range(0, items.length)
                        .filter(i -> raters(i) >= 2)
                        .mapToDouble(i -> weights[i] * agreeing(i))
                        .sum()
                / itemsOf(2);
    }
}
