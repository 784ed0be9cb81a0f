package dev.constitution.benchmarks;

import java.util.Locale;

/**
 * A line of the report.
 *
 * @param measure what was measured
 * @param goal what is to be reached
 * @param value what was
 * @param holds whether it reaches the goal; a dash where there is none
 */
record Measured(String measure, String goal, String value, String holds) {

    static Measured atMost(String measure, double goal, String unit, double value) {
        return new Measured(measure, "≤ " + number(goal) + unit, number(value) + unit, holds(value <= goal));
    }

    static Measured atLeast(String measure, double goal, double value, String remark) {
        return new Measured(measure, "≥ " + number(goal), number(value) + remark, holds(value >= goal));
    }

    /** Something without a goal. */
    static Measured found(String measure, double value, String unit) {
        return new Measured(measure, "–", number(value) + unit, "–");
    }

    private static String holds(boolean reached) {
        return reached ? "yes" : "no";
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }

    String row() {
        return "| " + measure + " | " + goal + " | " + value + " | " + holds + " |";
    }
}
