package dev.constitution.chat;

import dev.langchain4j.exception.LangChain4jException;

/** A provider's answer in which no chat response could be found: {@link FailureKind#MALFORMED}, whatever the cause. */
public final class MalformedAnswerException extends LangChain4jException {
    private static final long serialVersionUID = 1L;

    private final String body;

    public MalformedAnswerException(String body, RuntimeException cause) {
        super("the provider's answer could not be read: " + cause.getMessage(), cause);
        this.body = body;
    }

    /** The answer as it was received. */
    public String body() {
        return body;
    }
}
