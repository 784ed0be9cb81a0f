package dev.constitution.live;

import dev.constitution.stage.Outcome;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * A response whose answer went through critique and revision. Its message is the model's own with the text that stands at the
 * end; its metadata are the model's own, of its own type, with the tokens of all calls and the finish reason of the text.
 */
public final class ConstitutionalChatResponse extends ChatResponse {
    private final Outcome outcome;

    ConstitutionalChatResponse(ChatResponse.Builder response, Outcome outcome) {
        super(response);
        this.outcome = outcome;
    }

    /** What was done: the initial answer, every critique and revision, and what failed. */
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof ConstitutionalChatResponse that && outcome.equals(that.outcome);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + outcome.hashCode();
    }
}
