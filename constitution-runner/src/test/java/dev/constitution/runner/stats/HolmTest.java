package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against values of statsmodels and R. */
class HolmTest {
    private static double[] adjusted(double... p) {
        return Holm.adjusted(Arrays.stream(p).mapToObj(OptionalDouble::of).toList()).stream()
                .mapToDouble(OptionalDouble::orElseThrow)
                .toArray();
    }

    @Test
    void adjusted_threePairs_areTheirs() {
        assertThat(adjusted(.012, .034, .021)).containsExactly(new double[] {.036, .042, .042}, within(1e-12));
    }

    @Test
    void adjusted_fifteenPairs_areTheirs() {
        assertThat(adjusted(.0004, .0021, .0031, .0046, .009, .011, .02, .03, .041, .049, .2, .35, .5, .77, 1))
                .containsExactly(
                        new double[] {.006, .0294, .0403, .0552, .099, .11, .18, .24, .287, .294, 1, 1, 1, 1, 1},
                        within(1e-12));
    }

    @Test
    void adjusted_fortyFivePairs_areTheirs() {
        double[] p = IntStream.rangeClosed(1, 45)
                .mapToDouble(i -> Math.pow(i / 45.0, 3))
                .toArray();

        assertThat(Arrays.copyOf(adjusted(p), 6))
                .containsExactly(
                        new double[] {.000494, .003863, .012741, .029498, .056241, .094815}, within(Values.SIX_DIGITS));
    }

    @Test
    void adjusted_untestedPair_countsForNothing() {
        assertThat(Holm.adjusted(List.of(OptionalDouble.of(.01), OptionalDouble.empty(), OptionalDouble.of(.03))))
                .containsExactly(OptionalDouble.of(.02), OptionalDouble.empty(), OptionalDouble.of(.03));
    }

    @Test
    void adjusted_noProbability_isRefused() {
        assertThatThrownBy(() -> adjusted(.1, Double.NaN)).hasMessage("a p-value must be in [0, 1], got NaN");
    }

    @Test
    void each_ofSeveralIntervals_hasItsPartOfTheLevel() {
        assertThat(Level.DEFAULT.each(10).alpha()).isCloseTo(.005, within(1e-15));
        assertThat(Level.DEFAULT.z()).isCloseTo(1.959963984540054, within(1e-14));
        assertThatThrownBy(() -> new Level(1)).hasMessage("alpha must be in (0, 1), got 1.0");
    }
}
