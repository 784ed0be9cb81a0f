package dev.constitution.micrometer;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One answer of a wrapped model, from its request to the last revision. */
final class AnswerContext extends Observation.Context {
    private volatile @Nullable ChatResponse response;

    void answered(ChatResponse answer) {
        response = answer;
    }

    /** Empty where none was given. */
    Optional<ChatResponse> response() {
        return Optional.ofNullable(response);
    }
}
