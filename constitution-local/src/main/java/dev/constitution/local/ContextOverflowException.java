package dev.constitution.local;

import dev.langchain4j.exception.InvalidRequestException;

/** A prompt that does not fit into the model's context, with room for at least one token of an answer. */
public final class ContextOverflowException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    ContextOverflowException(int promptTokens, int contextTokens) {
        super("the prompt has " + promptTokens + " tokens, and the context of " + contextTokens
                + " must hold the prompt and an answer; shorten the prompt or raise contextTokens");
    }
}
