package dev.constitution.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.Locale;
import java.util.Optional;

/**
 * A model's answer to one call, untouched.
 *
 * @param step the call it answers, see {@link ModelCall#step()}
 * @param text the answer's text; empty where the model gave none
 * @param finish why the model stopped, as LangChain4j's {@link FinishReason} in lower case; empty
 *     where the provider did not say
 * @param model the model that answered, by the name the provider returned, which may differ from the one asked for
 * @param usage the tokens used
 */
public record Reply(String step, String text, Optional<String> finish, Optional<String> model, Usage usage) {

    /** What a LangChain4j response to this call says. */
    public static Reply of(String step, ChatResponse response) {
        String text = response.aiMessage().text();
        return new Reply(
                step,
                text == null ? "" : text,
                Optional.ofNullable(response.finishReason())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT)),
                Optional.ofNullable(response.modelName()),
                Usage.of(response.tokenUsage()));
    }

    public boolean finishedBy(FinishReason reason) {
        return finish.filter(reason.name().toLowerCase(Locale.ROOT)::equals).isPresent();
    }
}
