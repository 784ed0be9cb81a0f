package dev.constitution.runner;

import java.util.Map;

/**
 * What a {@link LoopbackServer} sends back.
 *
 * @param transfer how much of the body it sends
 */
record ServerAnswer(int status, String body, Map<String, String> headers, Transfer transfer) {

    enum Transfer {
        WHOLE,
        /** The connection is cut before the last byte. */
        CUT,
        /** The first byte is sent, and never the rest. */
        STALLED
    }

    static ServerAnswer ok(String body) {
        return of(200, body);
    }

    static ServerAnswer of(int status, String body) {
        return new ServerAnswer(status, body, Map.of(), Transfer.WHOLE);
    }

    /** A failure in OpenAI's form. */
    static ServerAnswer error(int status, String message) {
        return of(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    ServerAnswer with(String header, String value) {
        return new ServerAnswer(status, body, Map.of(header, value), transfer);
    }

    ServerAnswer cut() {
        return new ServerAnswer(status, body, headers, Transfer.CUT);
    }

    ServerAnswer stalled() {
        return new ServerAnswer(status, body, headers, Transfer.STALLED);
    }
}
