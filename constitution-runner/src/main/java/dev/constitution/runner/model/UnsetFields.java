package dev.constitution.runner.model;

import java.util.regex.Pattern;

/**
 * Fields that LangChain4j writes into a request though nobody set them. They are not always what a server takes in their
 * absence: with an empty {@code stop}, Ollama lets go of the model's own stops.
 *
 * @param field a field with its value, as JSON; texts cannot hold it, since their quotes are escaped
 */
record UnsetFields(Pattern field) {
    static final UnsetFields EMPTY_LISTS = of("\"(?:stop|tools|tool_calls)\"\\s*:\\s*\\[\\s*]");
    static final UnsetFields DEFAULTS_OF_GEMINI =
            of("\"candidateCount\"\\s*:\\s*1(?!\\d)|\"responseMimeType\"\\s*:\\s*\"text/plain\"");

    private static UnsetFields of(String field) {
        return new UnsetFields(Pattern.compile(",\\s*(?:" + field + ")|(?:" + field + ")\\s*,?"));
    }

    /** The request without them. */
    String leftOut(String body) {
        return field.matcher(body).replaceAll("");
    }
}
