package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {
    private static final Price GPT =
            new Price.PerToken(Cost.of("0.15"), Cost.of("0.075"), Cost.of("0.20"), Cost.of("0.60"));

    private static Amount tokens(long input, long cached, long output) {
        return new Amount(1, input, cached, output, 4 * input, 4 * output);
    }

    @Test
    void plus_aMillionSmallCalls_isExact() {
        Cost one = GPT.of(tokens(1, 0, 1));
        Cost sum = Cost.ZERO;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(one);
        }

        assertThat(sum).isEqualTo(Cost.of("0.75")).isEqualTo(one.times(1_000_000));
    }

    @Test
    void of_eachScheme_chargesItsOwnUnit() {
        Amount amount = tokens(1_000_000, 400_000, 2_000_000);

        assertThat(GPT.of(amount)).isEqualTo(Cost.of("1.32"));
        assertThat(new Price.PerCharacter(Cost.of("1"), Cost.of("2")).of(amount))
                .isEqualTo(Cost.of("20"));
        assertThat(new Price.PerRequest(Cost.of("0.003")).of(amount)).isEqualTo(Cost.of("0.003"));
        assertThat(new Price.PerRequest(Cost.ZERO).of(amount)).isEqualTo(Cost.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1e999999", "1e-999999", "NaN", "Infinity"})
    void of_noAmountOfMoney_isRefused(String usd) {
        assertThatThrownBy(() -> Cost.of(usd)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | $0",
                "1234.5 | $1,234.50",
                "0.00123456 | $0.00123",
                "0.1 | $0.1",
                "0.99999 | $1",
                "1.006 | $1.01"
            })
    void toString_anyCost_showsWhatMatters(String usd, String shown) {
        assertThat(Cost.of(usd)).hasToString(shown);
    }

    @Test
    void projected_threeRowsOfMany_carriesForward() {
        assertThat(Cost.of("0.03").projected(3, 1000)).isEqualTo(Cost.of("10"));
    }

    @Test
    void amount_nonsense_isRefused() {
        assertThatThrownBy(() -> tokens(-1, 0, 0)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> tokens(1, 2, 0)).hasMessageContaining("read from a cache");
        assertThat(tokens(3, 0, 2).scaled(2, 3)).isEqualTo(new Amount(2, 5, 0, 3, 18, 12));
    }
}
