package dev.constitution.chat;

import java.util.Optional;

/** Is implemented by exceptions that know the headers of the HTTP answer which they stand for. */
public interface AnswerHeaders {

    /** The first value of a header, whatever the case of its name. */
    Optional<String> header(String name);
}
