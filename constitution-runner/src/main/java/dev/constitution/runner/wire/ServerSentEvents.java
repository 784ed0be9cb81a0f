package dev.constitution.runner.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads answers that come in pieces, as server-sent events, whether or not they were asked for so. */
final class ServerSentEvents {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final String DATA = "data:";

    /** Says that all has come. */
    static final String LAST = "[DONE]";

    private ServerSentEvents() {}

    /** Where the body begins, after a byte order mark, white space and lines that only keep the connection alive. */
    static int start(String body) {
        int at = 0;
        while (at < body.length()) {
            char c = body.charAt(at);
            if (c == ':') {
                int end = body.indexOf('\n', at);
                at = end < 0 ? body.length() : end;
            } else if (c == BYTE_ORDER_MARK || Character.isWhitespace(c)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Whether events begin there. */
    static boolean isAt(String body, int start) {
        return body.startsWith(DATA, start)
                || body.startsWith("event:", start)
                || body.startsWith("id:", start)
                || body.startsWith("retry:", start);
    }

    /** The data of each event, to the last that came; {@link #LAST} is one of them. */
    static List<String> data(String body, int start) {
        List<String> events = new ArrayList<>();
        int at = start;
        while (at < body.length()) {
            int end = body.indexOf('\n', at);
            end = end < 0 ? body.length() : end;
            if (body.startsWith(DATA, at)) {
                String data = body.substring(at + DATA.length(), end).strip();
                if (!data.isEmpty()) {
                    events.add(data);
                }
            }
            at = end + 1;
        }
        return events;
    }
}
