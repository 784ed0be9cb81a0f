package dev.constitution.runner.stats;

/** Cohen's weighted κ (1968), for categories in an order: near misses count less. Beside the plain one, never for it. */
public enum WeightedKappa {
    /** A miss counts by its distance. */
    LINEAR(1),
    /** A miss counts by its distance squared. */
    QUADRATIC(2);

    private final int power;

    WeightedKappa(int power) {
        this.power = power;
    }

    /** κ of a table as {@link Kappa#of} takes it, with its categories in their order. */
    public Figure of(double[][] cells) {
        RaterTable table = new RaterTable(cells);
        long n = Math.round(table.total());
        if (n < 2) {
            return new Figure.Undefined(Method.WEIGHTED_KAPPA, n, Labels.TOO_FEW);
        }
        if (table.used() < 2) {
            return new Figure.Undefined(Method.WEIGHTED_KAPPA, n, Labels.ONE_CATEGORY);
        }
        double[] row = table.rows();
        double[] column = table.columns();
        double missed = 0;
        double byChance = 0;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                double cost = Math.pow(Math.abs(i - j), power);
                missed += cost * cells[i][j] / table.total();
                byChance += cost * row[i] * column[j];
            }
        }
        return Figure.withoutInterval(
                Method.WEIGHTED_KAPPA, n, 1 - missed / byChance, "the plain kappa beside it has the interval");
    }
}
