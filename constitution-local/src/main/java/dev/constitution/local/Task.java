package dev.constitution.local;

import dev.constitution.chat.SamplingParameters;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that this module can fulfil, checked.
 *
 * @param turns at least one
 * @param maxTokens of the answer, at least 1
 * @param stops the answer ends before the first of these; none is empty
 * @param topLogprobs how many candidates to report for each token; 0 reports no log-probabilities
 */
record Task(List<Turn> turns, SamplingSettings sampling, int maxTokens, List<String> stops, int topLogprobs) {
    static final int DEFAULT_MAX_TOKENS = 256;

    Task {
        turns = List.copyOf(turns);
        stops = List.copyOf(stops);
        if (maxTokens < 1) {
            throw new InvalidRequestException("maxOutputTokens must be 1 or more, got " + maxTokens);
        }
        if (stops.contains("")) {
            throw new InvalidRequestException("a stop sequence must not be empty; leave it out");
        }
    }

    static Task of(ChatRequest request, SamplingParameters defaults) {
        SamplingParameters parameters = defaults.overrideWith(request.parameters());
        refuseUnsupported(parameters);
        Integer maxTokens = parameters.maxOutputTokens();
        Integer topLogprobs = parameters.topLogprobs();
        return new Task(
                Turn.of(request.messages()),
                SamplingSettings.of(parameters),
                maxTokens != null ? maxTokens : DEFAULT_MAX_TOKENS,
                parameters.stopSequences(),
                topLogprobs != null ? topLogprobs : 0);
    }

    private static void refuseUnsupported(SamplingParameters parameters) {
        refuse(!parameters.toolSpecifications().isEmpty() || parameters.toolChoice() != null, "tools");
        refuse(
                parameters.responseFormat() != null
                        && parameters.responseFormat().type() == ResponseFormatType.JSON,
                "the JSON response format");
        refuse(isSet(parameters.frequencyPenalty()), "frequencyPenalty (repeatPenalty is its nearest)");
        refuse(isSet(parameters.presencePenalty()), "presencePenalty (repeatPenalty is its nearest)");
    }

    private static boolean isSet(@Nullable Double penalty) {
        return penalty != null && penalty != 0;
    }

    private static void refuse(boolean asked, String feature) {
        if (asked) {
            throw new UnsupportedFeatureException("the local model does not support " + feature + "; leave it out");
        }
    }
}
