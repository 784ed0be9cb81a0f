package dev.constitution.local;

import com.sun.jna.Pointer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * llama.cpp's log, sent to SLF4J: errors at warn, everything else at debug.
 *
 * <p>While {@link #collecting} runs, the errors of its thread are kept for the exception that will tell of them.
 */
final class LlamaLog implements LlamaApi.LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger("dev.constitution.local.llama");
    private static final int ERROR = 4;
    private static final ThreadLocal<@Nullable StringBuilder> COLLECTED = new ThreadLocal<>();

    /** What {@code action} gave, with the errors that llama.cpp logged meanwhile. */
    static <T> Collected<T> collecting(Supplier<@Nullable T> action) {
        StringBuilder errors = new StringBuilder();
        COLLECTED.set(errors);
        try {
            T result = action.get();
            return new Collected<>(result, errors.toString().strip().replace("\n", "; "));
        } finally {
            COLLECTED.remove();
        }
    }

    record Collected<T>(@Nullable T result, String errors) {}

    @Override
    public void invoke(int level, @Nullable String text, @Nullable Pointer data) {
        if (text == null || text.isBlank()) {
            return;
        }
        StringBuilder collected = COLLECTED.get();
        if (level == ERROR && collected != null) {
            collected.append(text);
        } else if (level == ERROR) {
            LOG.warn("{}", text.strip());
        } else {
            LOG.debug("{}", text.strip());
        }
    }
}
