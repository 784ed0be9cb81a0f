package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaskTest {
    @ParameterizedTest
    @CsvSource({
        "sk-1/2+3=, key sk-1/2+3=!, key [key]!",
        "sk-1/2+3=, sk-1\\/2+3=sk-1/2+3=, [key][key]",
        "sk-1/2+3=, sk\\u002d1\\u002F2\\u002b3\\u003d, [key]",
        "sk-1/2+3=, sk-1/2-3=, sk-1/2-3=",
        "12.45.78, 12.45.78 12x45.78, [key] 12x45.78",
        "$1$2$3$4, $1$2$3$4 $2, [key] $2",
        "========, ========, [key]",
        "a-key-of-letters-alone, a-key-of-letters-alone, [key]",
        "sk-canary, sk-canary, [key]",
        "s3cret, s3cret, [key]",
    })
    void strikeOut_keyInAnyForm_isReplaced(String key, String text, String struckOut) {
        assertThat(new KeyMask(key).strikeOut(text)).isEqualTo(struckOut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "x", "EMPTY", "lm-studio", "not-needed", "sk-no-key-required", "dummy-key", "1234"})
    void strikeOut_wordThatStandsForNoKey_staysInWhatModelsSay(String placeholder) {
        String text = "A text that says " + placeholder + ".";

        assertThat(new KeyMask(placeholder).strikeOut(text)).isEqualTo(text);
    }
}
