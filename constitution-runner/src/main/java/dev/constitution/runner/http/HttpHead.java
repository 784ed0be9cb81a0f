package dev.constitution.runner.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before an answer's body.
 *
 * @param old whether it is an answer of HTTP/1.0
 * @param headers by their names in small letters
 */
public record HttpHead(int status, boolean old, Map<String, List<String>> headers) {
    private static final int MAX_LINES = 500;
    private static final int MAX_EMPTY_LINES = 10;
    private static final int SWITCHING = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private static final String VERSION = "HTTP/1.";
    private static final int STATUS_DIGITS = 3;

    private static final int MOST_LENGTH_DIGITS = 18;
    private static final Pattern KEPT = Pattern.compile("timeout *= *\"?([0-9]{1,6})");

    /** As long as most servers and what stands between keep a connection at which nothing is said. */
    private static final Duration KEPT_UNSAID = Duration.ofMinutes(3);

    /** Reads the head of the answer; those that only say that there will be one are passed over. */
    static HttpHead read(HttpInput in) throws IOException {
        HttpHead head;
        do {
            head = readOne(in);
        } while (head.status / 100 == 1 && head.status != SWITCHING);
        return head;
    }

    private static HttpHead readOne(HttpInput in) throws IOException {
        String line = firstLine(in);
        int status = status(line);
        if (status < 0) {
            throw new ProtocolException("what answers is no HTTP/1.1 server; it said \""
                    + line.substring(0, Math.min(60, line.length())) + "\"");
        }
        try {
            return new HttpHead(status, line.startsWith(VERSION + "0"), headers(in));
        } catch (EOFException e) {
            throw new EOFException("the server closed the connection within the answer");
        }
    }

    /** The status in an answer's first line; -1 where it is none of HTTP/1. */
    private static int status(String line) {
        int at = VERSION.length() + 1;
        if (!line.startsWith(VERSION) || line.indexOf(' ') != at) {
            return -1;
        }
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        int end = line.indexOf(' ', at) < 0 ? line.length() : line.indexOf(' ', at);
        int status = 0;
        for (int i = at; i < end; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            status = 10 * status + digit;
        }
        return end - at == STATUS_DIGITS && status >= 100 ? status : -1;
    }

    private static String firstLine(HttpInput in) throws IOException {
        try {
            String line = in.line();
            for (int i = 0; i < MAX_EMPTY_LINES && line.isEmpty(); i++) {
                line = in.line();
            }
            return line;
        } catch (EOFException e) {
            throw new EOFException("the server closed the connection and did not answer");
        }
    }

    private static Map<String, List<String>> headers(HttpInput in) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        List<String> last = new ArrayList<>(1);
        int lines = 0;
        for (String line = in.line(); !line.isEmpty(); line = in.line()) {
            if (++lines > MAX_LINES) {
                throw new ProtocolException("the answer's head has more than " + MAX_LINES + " lines");
            }
            int colon = line.indexOf(':');
            boolean goesOn = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (goesOn && !last.isEmpty()) {
                last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
            } else if (colon > 0) {
                last = headers.computeIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1));
                last.add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** The header's first value. */
    public @Nullable String first(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** All of the header's values, in small letters, parted by commas; none is the empty text. */
    private String all(String name) {
        List<String> values = headers.get(name);
        if (values == null) {
            return "";
        }
        String text = values.size() == 1 ? values.get(0) : String.join(",", values);
        return text.toLowerCase(Locale.ROOT);
    }

    /** The body that follows on the connection. */
    HttpBody body(HttpInput in) throws ProtocolException {
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            return HttpBody.ofLength(in, 0);
        } else if (headers.containsKey("transfer-encoding")) {
            return all("transfer-encoding").strip().endsWith("chunked")
                    ? HttpBody.inChunks(in)
                    : HttpBody.untilTheEnd(in);
        }
        List<String> lengths = headers.get("content-length");
        return lengths == null ? HttpBody.untilTheEnd(in) : HttpBody.ofLength(in, length(lengths));
    }

    private static long length(List<String> stated) throws ProtocolException {
        String first = stated.get(0);
        if (Collections.frequency(stated, first) < stated.size() || !isLength(first)) {
            throw new ProtocolException("the answer's Content-Length is no length: " + String.join(", ", stated));
        }
        return Long.parseLong(first);
    }

    private static boolean isLength(String stated) {
        boolean digits = !stated.isEmpty() && stated.length() <= MOST_LENGTH_DIGITS;
        for (int i = 0; digits && i < stated.length(); i++) {
            digits = stated.charAt(i) >= '0' && stated.charAt(i) <= '9';
        }
        return digits;
    }

    /** How long the connection may be kept for another request; zero where it may not. */
    Duration kept() {
        String connection = all("connection");
        if (connection.contains("close") || (old && !connection.contains("keep-alive")) || status == SWITCHING) {
            return Duration.ZERO;
        }
        if (!headers.containsKey("keep-alive")) {
            return KEPT_UNSAID;
        }
        Matcher stated = KEPT.matcher(all("keep-alive"));
        return stated.find() ? Duration.ofSeconds(Long.parseLong(stated.group(1))) : KEPT_UNSAID;
    }
}
