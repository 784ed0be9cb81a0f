package dev.constitution.runner.stats;

import java.util.Arrays;

/** What a fit of a few numbers needs of linear algebra. */
final class Matrix {
    private Matrix() {}

    static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    static double[] times(double[][] a, double[] vector) {
        return Arrays.stream(a)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (int j = 0; j < vector.length; j++) {
                        sum += row[j] * vector[j];
                    }
                    return sum;
                })
                .toArray();
    }

    static double[][] transposed(double[][] a) {
        double[][] turned = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                turned[j][i] = a[i][j];
            }
        }
        return turned;
    }

    static double largest(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).max().orElse(0);
    }

    /** The inverse of a symmetric, positive definite matrix, by Gauss and Jordan without pivots. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            inverse[i][i] = 1;
        }
        for (int column = 0; column < n; column++) {
            double pivot = left[column][column];
            if (!(pivot > 0)) {
                throw new ArithmeticException("the matrix is not positive definite");
            }
            scale(left[column], 1 / pivot);
            scale(inverse[column], 1 / pivot);
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    double factor = left[row][column];
                    subtract(left[row], left[column], factor);
                    subtract(inverse[row], inverse[column], factor);
                }
            }
        }
        return inverse;
    }

    private static void scale(double[] row, double factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= factor;
        }
    }

    private static void subtract(double[] row, double[] other, double factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] -= factor * other[j];
        }
    }
}
