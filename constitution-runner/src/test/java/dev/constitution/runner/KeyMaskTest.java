package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMaskTest {
    @ParameterizedTest
    @CsvSource({
        "sk-1/2+3=, key sk-1/2+3=!, key [key]!",
        "sk-1/2+3=, sk-1\\/2+3=sk-1/2+3=, [key][key]",
        "sk-1/2+3=, sk\\u002d1\\u002F2\\u002b3\\u003d, [key]",
        "sk-1/2+3=, sk-1/2-3=, sk-1/2-3=",
        "a.b, a.b axb, [key] axb",
        "$1, $1 $2, [key] $2",
        "==, ==, [key]",
    })
    void strikeOut_keyInAnyForm_isReplaced(String key, String text, String struckOut) {
        assertThat(new KeyMask(key).strikeOut(text)).isEqualTo(struckOut);
    }
}
