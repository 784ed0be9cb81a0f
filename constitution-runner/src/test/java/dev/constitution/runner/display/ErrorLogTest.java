package dev.constitution.runner.display;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorLogTest {

    @Test
    void pattern_controlCharactersInMessageAndException_areReplaced() {
        LoggerContext context = new LoggerContext();
        ErrorLog.write(context);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDERR");
        ILoggingEvent event = new LoggingEvent(
                "test",
                root,
                Level.WARN,
                "a\u001b[31mb\nWARN forged \u009b2J",
                new IllegalStateException("c\u001b]0;title\u0007\u202e"),
                null);

        String logged = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);

        assertThat(logged)
                .startsWith("WARN  a\uFFFD[31mb\uFFFDWARN forged \uFFFD2J" + System.lineSeparator())
                .contains("IllegalStateException: c\uFFFD]0;title\uFFFD\uFFFD")
                .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }
}
