package dev.constitution.runner.stats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fits strengths by Newton's method, with the first arm's held at 0 until they are centred. Not thread-safe. */
final class StrengthFit {
    private static final int MOST_STEPS = 200;
    private static final double PRECISE = 1e-13;
    private static final double ROUNDING = 1e-12;

    private final List<Integer> arms;
    private final List<Duel> duels;
    private double[] values;

    private StrengthFit(List<Integer> arms, List<Duel> duels) {
        this.arms = arms;
        this.duels = duels;
        this.values = new double[arms.size()];
    }

    /** The strengths of strongly connected arms, from the duels among them. */
    static Strengths of(List<Integer> arms, List<Duel> duels) {
        List<Duel> among = duels.stream()
                .filter(duel -> arms.contains(duel.a()) && arms.contains(duel.b()))
                .toList();
        StrengthFit fit = new StrengthFit(arms, among);
        fit.fit();
        return fit.result();
    }

    private void fit() {
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] change = Matrix.times(Matrix.inverse(information()), freeOf(score(duels)));
            double size = 1;
            double before = likelihood(values);
            double least = before - ROUNDING * (1 + Math.abs(before));
            double[] next = moved(change, size);
            while (likelihood(next) < least && size > PRECISE) {
                size /= 2;
                next = moved(change, size);
            }
            values = next;
            if (Matrix.largest(change) < PRECISE) {
                return;
            }
        }
    }

    private double[] moved(double[] change, double size) {
        double[] next = values.clone();
        for (int i = 0; i < change.length; i++) {
            next[i + 1] += size * change[i];
        }
        return next;
    }

    private double likelihood(double[] strengths) {
        double sum = 0;
        for (Duel duel : duels) {
            double gap = strengths[arms.indexOf(duel.a())] - strengths[arms.indexOf(duel.b())];
            sum -= duel.score() * Math.log1p(Math.exp(-gap)) + (1 - duel.score()) * Math.log1p(Math.exp(gap));
        }
        return sum;
    }

    /** By how much each arm won more than it should have. */
    private double[] score(List<Duel> some) {
        double[] score = new double[arms.size()];
        for (Duel duel : some) {
            int a = arms.indexOf(duel.a());
            int b = arms.indexOf(duel.b());
            double surplus = duel.score() - expected(a, b);
            score[a] += surplus;
            score[b] -= surplus;
        }
        return score;
    }

    private static double[] freeOf(double[] all) {
        double[] free = new double[all.length - 1];
        System.arraycopy(all, 1, free, 0, free.length);
        return free;
    }

    private double[][] information() {
        int free = arms.size() - 1;
        double[][] information = new double[free][free];
        for (Duel duel : duels) {
            int a = arms.indexOf(duel.a());
            int b = arms.indexOf(duel.b());
            double p = expected(a, b);
            double weight = p * (1 - p);
            add(information, a, a, weight);
            add(information, b, b, weight);
            add(information, a, b, -weight);
            add(information, b, a, -weight);
        }
        return information;
    }

    private static void add(double[][] information, int i, int j, double weight) {
        if (i > 0 && j > 0) {
            information[i - 1][j - 1] += weight;
        }
    }

    private double expected(int a, int b) {
        return 1 / (1 + Math.exp(values[b] - values[a]));
    }

    private Strengths result() {
        Map<String, List<Duel>> prompts =
                duels.stream().collect(Collectors.groupingBy(Duel::prompt, LinkedHashMap::new, Collectors.toList()));
        int free = arms.size() - 1;
        double[][] spread = new double[free][free];
        for (List<Duel> prompt : prompts.values()) {
            double[] score = freeOf(score(prompt));
            for (int i = 0; i < free; i++) {
                for (int j = 0; j < free; j++) {
                    spread[i][j] += score[i] * score[j];
                }
            }
        }
        long n = prompts.size();
        double[][] bread = Matrix.inverse(information());
        double[][] sandwich = Matrix.times(Matrix.times(bread, spread), bread);
        double correction = n > 1 ? n / (n - 1.0) : 1;
        double mean = Arrays.stream(values).average().orElseThrow();
        return new Strengths(
                arms,
                Arrays.stream(values).map(value -> value - mean).toArray(),
                n,
                centred(sandwich, correction),
                centred(bread, 1));
    }

    /** The covariance of centred strengths, from that of all but the first, which was 0. */
    private static double[][] centred(double[][] covariance, double factor) {
        int n = covariance.length + 1;
        double[][] centring = new double[n][n - 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n - 1; j++) {
                centring[i][j] = (i == j + 1 ? 1 : 0) - 1.0 / n;
            }
        }
        double[][] all = Matrix.times(Matrix.times(centring, covariance), Matrix.transposed(centring));
        for (double[] row : all) {
            for (int j = 0; j < n; j++) {
                row[j] *= factor;
            }
        }
        return all;
    }
}
