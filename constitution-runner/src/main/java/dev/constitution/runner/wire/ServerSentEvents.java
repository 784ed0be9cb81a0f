package dev.constitution.runner.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads answers that come in pieces, as server-sent events, whether or not they were asked for so. Used by one thread. */
final class ServerSentEvents {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final String DATA = "data:";
    private static final String NAME = "event:";

    /** Says that all has come. */
    static final String LAST = "[DONE]";

    /**
     * One event.
     *
     * @param isError whether its name says that it is an error
     */
    record Event(boolean isError, String data) {
        boolean isLast() {
            return data.equals(LAST);
        }
    }

    private final List<Event> events = new ArrayList<>();
    private @Nullable String data;
    private boolean isError;

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
                || body.startsWith(NAME, start)
                || body.startsWith("id:", start)
                || body.startsWith("retry:", start);
    }

    /** The events with data, to the last that came. */
    static List<Event> in(String body, int start) {
        ServerSentEvents read = new ServerSentEvents();
        int at = start;
        while (at < body.length()) {
            int end = body.indexOf('\n', at);
            end = end < 0 ? body.length() : end;
            read.line(body.substring(at, end).strip());
            at = end + 1;
        }
        read.end();
        return read.events;
    }

    /** Besides what the form knows, servers write errors as bare objects, and leave out the empty line between events. */
    private void line(String line) {
        if (line.startsWith(DATA)) {
            data(line.substring(DATA.length()).strip());
        } else if (line.startsWith(NAME)) {
            end();
            isError = line.substring(NAME.length()).strip().equals("error");
        } else if (line.startsWith("{")) {
            end();
            data(line);
        } else if (line.isEmpty()) {
            end();
        }
    }

    private void data(String more) {
        if (data == null) {
            data = more;
        } else if (isWhole(data)) {
            end();
            data = more;
        } else {
            data = data + "\n" + more;
        }
    }

    /** Data of several lines is one text; a first line that holds all of it is an event of its own. */
    private static boolean isWhole(String data) {
        return data.equals(LAST) || (data.endsWith("}") && data.indexOf('\n') < 0);
    }

    private void end() {
        if (data != null && !data.isEmpty()) {
            events.add(new Event(isError, data));
            isError = false;
        }
        data = null;
    }
}
