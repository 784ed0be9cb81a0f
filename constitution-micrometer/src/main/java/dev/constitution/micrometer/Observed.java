package dev.constitution.micrometer;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.micrometer.observation.Observation;
import java.util.function.Consumer;

/**
 * Something under observation that is to be answered by a response.
 *
 * @param answered ends it with its response
 * @param failed ends it with what was thrown
 */
record Observed(Observation observation, Consumer<ChatResponse> answered, Consumer<Throwable> failed) {

    /** Does the whole on this thread. */
    <E extends Exception> ChatResponse by(Within.Work<ChatResponse, E> work) throws E {
        ChatResponse response;
        try {
            response = Within.scope(observation, work);
        } catch (Throwable e) {
            failed.accept(e);
            throw e;
        }
        answered.accept(response);
        return response;
    }
}
