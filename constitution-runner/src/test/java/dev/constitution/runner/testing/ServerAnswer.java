package dev.constitution.runner.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a {@link LoopbackServer} sends back.
 *
 * @param transfer how much of the body it sends
 */
public record ServerAnswer(int status, String body, Map<String, String> headers, Transfer transfer) {

    private static final Pattern CHARSET = Pattern.compile("charset=([\\w-]+)");

    enum Transfer {
        WHOLE,
        /** The connection is cut before the last byte. */
        CUT,
        /** The first byte is sent, and never the rest. */
        STALLED,
        /** Blank lines come before the body, one every {@value LoopbackServer#MILLIS_BETWEEN_BLANKS} milliseconds, 40 in all. */
        QUEUED,
        /** Blank lines come, and nothing else ever. */
        QUEUED_FOR_EVER
    }

    public static ServerAnswer ok(String body) {
        return of(200, body);
    }

    public static ServerAnswer of(int status, String body) {
        return new ServerAnswer(status, body, Map.of(), Transfer.WHOLE);
    }

    /** A failure in OpenAI's form. */
    public static ServerAnswer error(int status, String message) {
        return of(status, "{\"error\":{\"message\":\"" + message + "\"}}");
    }

    /** Whether it comes whole and says that all is well. */
    boolean isSound() {
        return status == 200 && transfer == Transfer.WHOLE;
    }

    /** The body as the headers say that it is written. */
    byte[] bytes() throws IOException {
        Matcher charset = CHARSET.matcher(headers.getOrDefault("Content-Type", ""));
        byte[] plain = body.getBytes(charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        OutputStream out = switch (headers.getOrDefault("Content-Encoding", "")) {
            case "gzip" -> new GZIPOutputStream(packed);
            case "deflate" -> new DeflaterOutputStream(packed);
            default -> packed;
        };
        try (out) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    public ServerAnswer with(String header, String value) {
        return new ServerAnswer(status, body, Map.of(header, value), transfer);
    }

    public ServerAnswer cut() {
        return new ServerAnswer(status, body, headers, Transfer.CUT);
    }

    /** The same, of a server that keeps the request in its queue and the connection alive. */
    public ServerAnswer queued() {
        return new ServerAnswer(status, body, headers, Transfer.QUEUED);
    }

    public ServerAnswer queuedForEver() {
        return new ServerAnswer(status, body, headers, Transfer.QUEUED_FOR_EVER);
    }

    public ServerAnswer stalled() {
        return new ServerAnswer(status, body, headers, Transfer.STALLED);
    }
}
