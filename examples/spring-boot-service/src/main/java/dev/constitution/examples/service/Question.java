package dev.constitution.examples.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What is asked, as it comes over the wire. */
record Question(@Nullable String question) {
    private static final int LONGEST = 4_000;

    /**
     * The text to ask.
     *
     * @throws ResponseStatusException if there is none, or more than a model's context is sure to hold
     */
    String text() {
        String text = Optional.ofNullable(question).orElse("").strip();
        if (text.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "\"question\" is missing or blank; give it a text");
        } else if (text.length() > LONGEST) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "\"question\" has " + text.length() + " characters; shorten it to " + LONGEST);
        }
        return text;
    }
}
