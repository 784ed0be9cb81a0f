package dev.constitution.runner.measure;

import java.util.Arrays;

/** Numbers, one a prompt, without boxing. Not thread-safe. */
final class Numbers {
    private double[] values = new double[16];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
