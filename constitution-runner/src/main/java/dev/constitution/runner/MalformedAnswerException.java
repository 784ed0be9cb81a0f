package dev.constitution.runner;

import dev.langchain4j.exception.LangChain4jException;

/** A provider's answer of status 2xx in which no chat response could be found. */
final class MalformedAnswerException extends LangChain4jException {
    private static final long serialVersionUID = 1L;

    private final String body;

    MalformedAnswerException(String body, RuntimeException cause) {
        super("the provider's answer could not be read: " + cause.getMessage(), cause);
        this.body = body;
    }

    /** The answer as it was received. */
    String body() {
        return body;
    }
}
