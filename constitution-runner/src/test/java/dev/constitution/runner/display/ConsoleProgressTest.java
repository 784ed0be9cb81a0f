package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.call.CallStatistics;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.outcome.OutcomeKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private static final Terminal WIDE = new Terminal(true, true, 200);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ConsoleProgress after(Terminal terminal, boolean quiet) {
        ConsoleProgress progress = new ConsoleProgress(out, terminal, quiet);
        progress.started(1_200, 200);
        for (int i = 0; i < 97; i++) {
            progress.answered("generator", new Amount(1, 10, 0, 30, 40, 120));
            progress.finished(OutcomeKind.PAIR, "");
        }
        progress.replayed();
        progress.finished(OutcomeKind.FAILED, "truncated");
        progress.finished(OutcomeKind.FAILED, "timeout");
        progress.finished(OutcomeKind.FAILED, "truncated");
        return progress;
    }

    @Test
    void line_someRows_tellsOutcomesTimeLeftAndSpeed() {
        ConsoleProgress progress = after(Terminal.none(), false);
        progress.calling(() ->
                new CallStatistics(Map.of(FailureKind.UNAVAILABLE, 3L, FailureKind.RATE_LIMITED, 9L), 4, 0, 4, 1));

        assertThat(progress.line(Duration.ofSeconds(10)).text())
                .isEqualTo("300 of 1,200 rows, about 1 min 30 s left; 97 pairs, 0 rejected,"
                        + " 3 failed (timeout 1, truncated 2); 291 tokens/s;"
                        + " 12 sent again (rate_limited 9, unavailable 3); the provider answers nothing at present");
        progress.stop();
    }

    @Test
    void line_noRowYet_foretellsNothing() {
        ConsoleProgress progress = new ConsoleProgress(out, Terminal.none(), true);
        progress.started(5, 0);

        assertThat(progress.line(Duration.ZERO).text())
                .isEqualTo("0 of 5 rows; 0 pairs, 0 rejected, 0 failed; 0 tokens/s");
    }

    @Test
    void line_pairsWanted_foretellsByThem() {
        ConsoleProgress progress = new ConsoleProgress(out, Terminal.none(), true);
        progress.wanted(100, 10);
        progress.started(5_000, 20);
        for (int i = 0; i < 20; i++) {
            progress.finished(i % 2 == 0 ? OutcomeKind.PAIR : OutcomeKind.REJECTED, "");
        }

        assertThat(progress.line(Duration.ofSeconds(10)).text())
                .startsWith("20 of 100 pairs, about 1 min 20 s left; 10 pairs, 10 rejected, 0 failed");
        progress.stop();
    }

    @Test
    void started_quiet_showsOnlyWhatIsSaid() {
        ConsoleProgress progress = after(WIDE, true);

        progress.stop();
        assertThat(printed()).isEmpty();
        progress.say("stopping");
        assertThat(printed()).isEqualTo(ProgressLine.CLEAR + "stopping" + System.lineSeparator());
    }

    @Test
    void say_withoutTerminal_hasNoControlCodes() {
        after(Terminal.none(), false).stop();

        assertThat(printed()).isEqualTo("going on: 200 of 1200 rows are done" + System.lineSeparator());
    }
}
