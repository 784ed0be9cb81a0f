package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.chat.Reply;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@link Reply} as the store keeps it.
 *
 * @param call the call's step
 * @param thoughts what the model thought before it answered, apart from the text
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonNaming(SnakeCaseStrategy.class)
public record StoredReply(
        String call,
        String text,
        Optional<String> finish,
        Optional<String> model,
        OptionalInt inputTokens,
        OptionalInt outputTokens,
        Optional<String> thoughts) {

    static StoredReply of(Reply reply) {
        return new StoredReply(
                reply.step(),
                reply.text(),
                reply.finish(),
                reply.model(),
                reply.usage().input(),
                reply.usage().output(),
                reply.thoughts());
    }
}
