package dev.constitution.runner.stats;

import java.util.Arrays;

/** How often one rater said the row's category and another the column's. Counts may be fractions. */
final class RaterTable {
    private final double[][] cells;

    /** @param cells a square table */
    RaterTable(double[][] cells) {
        for (double[] row : cells) {
            if (row.length != cells.length || Arrays.stream(row).anyMatch(cell -> !(cell >= 0))) {
                throw new IllegalArgumentException(
                        "a table of two raters must be square and without negative counts, got "
                                + Arrays.deepToString(cells));
            }
        }
        this.cells = cells;
    }

    double[][] cells() {
        return cells;
    }

    int categories() {
        return cells.length;
    }

    double total() {
        return Arrays.stream(cells).flatMapToDouble(Arrays::stream).sum();
    }

    /** Each row's share of the total. */
    double[] rows() {
        double total = total();
        return Arrays.stream(cells)
                .mapToDouble(row -> Arrays.stream(row).sum() / total)
                .toArray();
    }

    double[] columns() {
        double total = total();
        double[] shares = new double[categories()];
        for (double[] row : cells) {
            for (int j = 0; j < shares.length; j++) {
                shares[j] += row[j] / total;
            }
        }
        return shares;
    }

    /** With two items more, spread evenly over all cells. */
    RaterTable withPseudoItems() {
        double more = 2.0 / (categories() * categories());
        return new RaterTable(Arrays.stream(cells)
                .map(row -> Arrays.stream(row).map(cell -> cell + more).toArray())
                .toArray(double[][]::new));
    }

    /** How many categories anybody named. */
    int used() {
        double[] rows = rows();
        double[] columns = columns();
        int used = 0;
        for (int i = 0; i < rows.length; i++) {
            used += rows[i] + columns[i] > 0 ? 1 : 0;
        }
        return used;
    }

    boolean hasConstantRater() {
        return Arrays.stream(rows()).filter(share -> share > 0).count() == 1
                || Arrays.stream(columns()).filter(share -> share > 0).count() == 1;
    }
}
