package dev.constitution.chat;

import dev.langchain4j.model.output.TokenUsage;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a call used, as the provider counted them; empty where it did not say, which is not 0.
 *
 * @param input tokens of the request
 * @param output tokens of the answer
 */
public record Usage(OptionalInt input, OptionalInt output) {

    public static final Usage UNKNOWN = new Usage(OptionalInt.empty(), OptionalInt.empty());

    public static Usage of(int input, int output) {
        return new Usage(OptionalInt.of(input), OptionalInt.of(output));
    }

    static Usage of(@Nullable TokenUsage usage) {
        return usage == null
                ? UNKNOWN
                : new Usage(optional(usage.inputTokenCount()), optional(usage.outputTokenCount()));
    }

    private static OptionalInt optional(@Nullable Integer count) {
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
