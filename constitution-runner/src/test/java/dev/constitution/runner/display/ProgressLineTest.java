package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final Terminal COLOUR = new Terminal(true, true, 200);
    private static final Terminal PLAIN = new Terminal(true, false, 200);

    @Test
    void on_withoutTerminal_isALine() {
        assertThat(new ProgressLine("3 rows, 1 failed", "1 failed").on(Terminal.none()))
                .isEqualTo("3 rows, 1 failed" + System.lineSeparator());
    }

    @Test
    void on_narrowTerminal_isCutToItsWidth() {
        String shown = new ProgressLine("0123456789", "none").on(new Terminal(true, false, 8));

        assertThat(shown).isEqualTo("\r\u001b[K\u001b[?7l0123456…\u001b[?7h\r");
        assertThat(new ProgressLine("0123456789", "none").on(new Terminal(true, false, 10)))
                .contains("0123456789");
    }

    @Test
    void on_failures_areRedWhereColourIsWanted() {
        ProgressLine line = new ProgressLine("3 rows, 1 failed, more", "1 failed");

        assertThat(line.on(COLOUR)).contains("3 rows, \u001b[31m1 failed\u001b[0m, more");
        assertThat(line.on(PLAIN)).contains("3 rows, 1 failed, more");
        assertThat(new ProgressLine("0 failed", "0 failed").on(COLOUR)).doesNotContain("\u001b[31m");
    }
}
