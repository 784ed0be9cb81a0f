package dev.constitution.runner.http;

import java.io.IOException;

/** A proxy answered in place of the server, which was not asked. Its message is what the proxy said, unchecked. */
public final class TunnelRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int statusCode;

    TunnelRefusedException(int statusCode, String body) {
        super(body);
        this.statusCode = statusCode;
    }

    public int statusCode() {
        return statusCode;
    }

    /** What the proxy said; blank where it said nothing. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
