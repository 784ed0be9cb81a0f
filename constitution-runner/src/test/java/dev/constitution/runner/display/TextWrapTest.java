package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWrapTest {
    @Test
    void lines_longText_breaksBetweenWordsBehindTheIndent() {
        assertThat(new TextWrap(24).lines("  ", "A river that flows to the sea.\r\n\r\n\tEnd"))
                .containsExactly("  A river that flows to", "  the sea.", "", "      End");
    }

    @Test
    void lines_wideCharactersAndLongWords_fitTheColumns() {
        assertThat(new TextWrap(20).lines("", "这是一个很长的句子没有空格")).containsExactly("这是一个很长的句子没", "有空格");
        assertThat(new TextWrap(20).lines("", "a".repeat(45)))
                .containsExactly("a".repeat(20), "a".repeat(20), "a".repeat(5));
    }

    @Test
    void lines_noTerminal_keepsLinesWhole() {
        assertThat(new TextWrap(0).lines(" ", "word ".repeat(60).strip())).hasSize(1);
        assertThat(new TextWrap(0).lines("", "red \u001b[31m text")).containsExactly("red \\u001b[31m text");
    }
}
