package dev.constitution.runner.display;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.stream.Stream;

/**
 * What Logback writes to standard error, from the level that {@code CONSTITUTION_LOG} says, WARN by default. An application's
 * own {@code logback.xml} comes first. As XML this would be a tenth of what a run does before its first request.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ErrorLog extends ContextAwareBase implements Configurator {

    /**
     * Messages may quote prompts and models: no control character of theirs reaches a terminal. The launcher sets the codes
     * that write over the progress line; %nopex keeps them from being trimmed, and says that the stack is placed by hand.
     */
    private static final String PATTERN = "%nopex" + System.getProperty("constitution.log.line", "")
            + "%-5level %replace(%msg){'[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069]', '�'}%n"
            + "%replace(%ex{short}){'[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]', '�'}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null
                || Stream.of("logback-test.xml", "logback.xml")
                        .anyMatch(file -> ErrorLog.class.getClassLoader().getResource(file) != null)) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        write(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void write(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getenv("CONSTITUTION_LOG"), Level.WARN));
        root.addAppender(appender);
    }
}
