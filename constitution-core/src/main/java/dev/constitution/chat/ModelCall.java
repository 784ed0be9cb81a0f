package dev.constitution.chat;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;

/**
 * One request that a stage wants answered.
 *
 * @param promptId the row that the call is for
 * @param role what the model is asked for
 * @param step where in the stage the call stands, for example {@code revise/2}; unique among the calls of a row
 * @param model the model that the stage was built with for this role
 * @param request the whole request
 */
public record ModelCall(String promptId, ModelRole role, String step, ChatModel model, ChatRequest request) {
    private record Question(
            String step, ChatModel model, List<ChatMessage> messages, ChatRequestParameters parameters) {}

    /**
     * What two calls of a row have in common when one answer serves both: equal for these, to be a map's key. Who asks, and
     * in which role, is no part of it, nor where beginnings end; the step's seed is, among the request's parameters.
     */
    public Object question() {
        List<ChatMessage> messages =
                request.messages().stream().map(Message::withoutBeginning).toList();
        return new Question(step, model, messages, request.parameters());
    }
}
