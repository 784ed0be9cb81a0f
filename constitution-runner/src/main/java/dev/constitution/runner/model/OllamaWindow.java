package dev.constitution.runner.model;

import dev.constitution.chat.SamplingParameters;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.wire.PromptSize;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The context window that Ollama is asked for. Another window makes it load the model again, so the window only grows, in
 * doublings. Thread-safe.
 */
final class OllamaWindow {
    /** Ollama's own name for it. */
    static final String VARIABLE = "OLLAMA_CONTEXT_LENGTH";

    private static final int SMALLEST = 8192;
    private static final int LARGEST = 1 << 20;

    /** Kept free for an answer that has no limit of its own. */
    private static final int ANSWER = 2048;

    private final @Nullable Integer fixed;
    private final AtomicInteger current = new AtomicInteger(SMALLEST);

    private OllamaWindow(@Nullable Integer fixed) {
        this.fixed = fixed;
    }

    /**
     * @param configured a number of tokens, or null to fit each conversation
     */
    static OllamaWindow of(@Nullable String configured) {
        if (configured == null) {
            return new OllamaWindow(null);
        }
        if (!configured.matches("[1-9]\\d{0,8}")) {
            throw new UsageException(VARIABLE + " must be a number of tokens, for example 16384, got " + configured);
        }
        return new OllamaWindow(Integer.parseInt(configured));
    }

    /** The window for a conversation and its answer, in tokens. */
    int of(SamplingParameters sampling, List<ChatMessage> messages) {
        if (fixed != null) {
            return fixed;
        }
        Integer limit = sampling.maxOutputTokens();
        long needed = PromptSize.tokensAtMost(messages) + (limit == null ? ANSWER : limit);
        return current.updateAndGet(window -> {
            int fitting = window;
            while (fitting < needed && fitting < LARGEST) {
                fitting *= 2;
            }
            return fitting;
        });
    }
}
