package dev.constitution.runner.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often a sum of normal steps, looked at after each, leaves a band that grows with its standard deviation: by the recursive
 * integration of Armitage, McPherson and Rowe (1969).
 */
final class RepeatedLooks {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int NODES = 96;
    private static final int HALVINGS = 60;

    private final int looks;
    private final double[] nodes = new double[NODES];
    private final double[] weights = new double[NODES];

    RepeatedLooks(int looks) {
        this.looks = looks;
        legendre();
    }

    /** The level that each look must have for all of them to have the given one. */
    Level levelFor(Level all) {
        double low = all.z();
        double high = all.each(looks).z();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (leaving(middle) > all.alpha()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Level(2 * NORMAL.survivalProbability((low + high) / 2));
    }

    /** The probability of being beyond z standard deviations at any look. */
    private double leaving(double z) {
        double[] density = new double[NODES];
        double[] at = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            at[i] = z * nodes[i];
            density[i] = NORMAL.density(at[i]);
        }
        double edge = z;
        for (int look = 2; look <= looks; look++) {
            double nextEdge = z * Math.sqrt(look);
            double[] next = new double[NODES];
            double[] nextAt = new double[NODES];
            for (int i = 0; i < NODES; i++) {
                nextAt[i] = nextEdge * nodes[i];
                for (int j = 0; j < NODES; j++) {
                    next[i] += edge * weights[j] * density[j] * NORMAL.density(nextAt[i] - at[j]);
                }
            }
            density = next;
            at = nextAt;
            edge = nextEdge;
        }
        double within = 0;
        for (int i = 0; i < NODES; i++) {
            within += edge * weights[i] * density[i];
        }
        return 1 - within;
    }

    /** Gauss and Legendre's nodes and weights on [-1, 1], by Newton's method. */
    private void legendre() {
        for (int i = 0; i < NODES; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
            double slope = 1;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= NODES; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = NODES * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }
}
