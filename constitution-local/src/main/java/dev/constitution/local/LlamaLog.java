package dev.constitution.local;

import com.sun.jna.Pointer;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * llama.cpp's log, sent to SLF4J: errors at warn, everything else at debug.
 *
 * <p>Where an exception will tell of a failure, {@link #keepErrors} keeps this thread's errors for its message instead.
 */
final class LlamaLog implements LlamaApi.LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger("dev.constitution.local.llama");
    private static final int ERROR = 4;
    private static final ThreadLocal<@Nullable Errors> KEPT = new ThreadLocal<>();

    /** Keeps the errors that llama.cpp logs on this thread until the result is closed. */
    static Errors keepErrors() {
        Errors errors = new Errors();
        KEPT.set(errors);
        return errors;
    }

    /** Errors that were kept; as a string, one after the other. */
    static final class Errors implements AutoCloseable {
        private final StringJoiner lines = new StringJoiner("; ");

        @Override
        public void close() {
            KEPT.remove();
        }

        @Override
        public String toString() {
            return lines.toString();
        }
    }

    @Override
    public void invoke(int level, @Nullable String text, @Nullable Pointer data) {
        if (text == null || text.isBlank()) {
            return;
        }
        Errors kept = KEPT.get();
        if (level == ERROR && kept != null) {
            kept.lines.add(text.strip());
        } else if (level == ERROR) {
            LOG.warn("{}", text.strip());
        } else {
            LOG.debug("{}", text.strip());
        }
    }
}
