package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Holds figures against values that are printed to six digits. */
final class Values {
    static final double SIX_DIGITS = 6e-7;

    private Values() {}

    static double value(Figure figure) {
        return figure.estimate().orElseThrow().value();
    }

    static void requireValue(Figure figure, double value) {
        assertThat(value(figure)).isCloseTo(value, within(SIX_DIGITS));
    }

    static void requireInterval(Figure figure, double low, double high, double tolerance) {
        assertThat(figure.interval().orElseThrow().low()).as("low end").isCloseTo(low, within(tolerance));
        assertThat(figure.interval().orElseThrow().high()).as("high end").isCloseTo(high, within(tolerance));
    }

    static void requireFigure(Figure figure, double value, double low, double high) {
        requireValue(figure, value);
        requireInterval(figure, low, high, SIX_DIGITS);
    }

    static void requireUndefined(Figure figure, String reason) {
        assertThat(figure).isInstanceOf(Figure.Undefined.class);
        assertThat(((Figure.Undefined) figure).reason()).isEqualTo(reason);
        assertThat(figure.interval()).isEmpty();
    }
}
