package dev.constitution.local;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.exception.InvalidRequestException;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is drawn.
 *
 * @param seed of all draws of an answer
 * @param temperature from 0, which always takes the likeliest token
 * @param topP the probability mass, in (0, 1], of the likeliest tokens among which to draw
 * @param topK how many of the likeliest tokens to draw among, from 1
 * @param repeatPenalty above 0; 1 penalises nothing
 */
record SamplingSettings(long seed, double temperature, double topP, int topK, double repeatPenalty) {
    static final SamplingSettings DEFAULTS = new SamplingSettings(0, 0.2, 0.9, 40, 1.15);

    SamplingSettings {
        require("temperature", temperature, t -> t >= 0 && t < Double.POSITIVE_INFINITY, "0 or more and finite");
        require("topP", topP, p -> p > 0 && p <= 1, "in (0, 1]");
        require("topK", topK, k -> k >= 1, "1 or more");
        require("repeatPenalty", repeatPenalty, p -> p > 0 && p < Double.POSITIVE_INFINITY, "above 0 and finite");
    }

    static SamplingSettings of(SamplingParameters parameters) {
        return new SamplingSettings(
                or(parameters.seed(), DEFAULTS.seed),
                or(parameters.temperature(), DEFAULTS.temperature),
                or(parameters.topP(), DEFAULTS.topP),
                or(parameters.topK(), DEFAULTS.topK),
                or(parameters.repeatPenalty(), DEFAULTS.repeatPenalty));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value != null ? value : otherwise;
    }

    private static void require(String name, double value, DoublePredicate good, String range) {
        if (!good.test(value)) {
            throw new InvalidRequestException(name + " must be " + range + ", got " + value);
        }
    }
}
