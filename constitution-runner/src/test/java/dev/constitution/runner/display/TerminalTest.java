package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final String TERMINAL = "constitution.stderr.terminal";
    private static final String COLUMNS = "constitution.stderr.columns";

    @AfterEach
    void clear() {
        System.clearProperty(TERMINAL);
        System.clearProperty(COLUMNS);
    }

    private static Terminal terminal(boolean plain, Map<String, String> environment) {
        return Terminal.ofStderr(plain, environment::get);
    }

    @Test
    void ofStderr_terminalThatDoesNotKnowItsWidth_isAsWideAsUsual() {
        System.setProperty(TERMINAL, "true");
        System.setProperty(COLUMNS, "0");

        assertThat(terminal(false, Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void ofStderr_noColorWishes_areHonoured() {
        System.setProperty(TERMINAL, "true");

        assertThat(terminal(false, Map.of()).colour()).isTrue();
        assertThat(terminal(true, Map.of()).colour()).isFalse();
        assertThat(terminal(false, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(terminal(false, Map.of("NO_COLOR", "")).colour()).isTrue();
    }

    @Test
    void ofStderr_elsewhere_isNone() {
        assertThat(terminal(false, Map.of())).isEqualTo(Terminal.none());
    }
}
