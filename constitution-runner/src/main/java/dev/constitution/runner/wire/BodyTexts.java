package dev.constitution.runner.wire;

/**
 * The texts in an answer's body, found without reading the answer: also in one that is broken off or in no provider's form.
 * Names cannot be found in texts, whose quotes are escaped.
 *
 * @param text what was answered
 * @param thoughts what the model thought before
 */
public record BodyTexts(String text, String thoughts) {
    private static final String[] TEXTS = {"\"content\"", "\"text\"", "\"refusal\""};

    /** Some servers say the same thoughts under two names. */
    private static final String[] THOUGHTS = {"\"reasoning_content\"", "\"reasoning\"", "\"thinking\""};

    private static final int UNICODE_DIGITS = 4;

    /** The texts in an answer. */
    public static BodyTexts in(RawAnswer answer) {
        StringBuilder text = new StringBuilder();
        for (String name : TEXTS) {
            append(answer.body(), name, text);
        }
        StringBuilder thoughts = new StringBuilder();
        for (String name : THOUGHTS) {
            StringBuilder more = new StringBuilder(0);
            append(answer.body(), name, more);
            thoughts = more.length() > thoughts.length() ? more : thoughts;
        }
        return new BodyTexts(text.toString(), thoughts.toString());
    }

    /** Whether an answer says that it is none, but an error. */
    public static boolean isError(RawAnswer answer) {
        String body = answer.body();
        String name = "\"error\"";
        int at = body.indexOf(name);
        int value = at < 0 ? -1 : value(body, at + name.length());
        return value >= 0
                && !body.startsWith("null", value)
                && !body.startsWith("\"\"", value)
                && !body.startsWith("{}", value);
    }

    /** Where the value of a name begins, whose closing quote is before {@code from}; -1 where it is no name. */
    static int value(String body, int from) {
        int colon = afterSpace(body, from);
        if (colon >= body.length() || body.charAt(colon) != ':') {
            return -1;
        }
        int value = afterSpace(body, colon + 1);
        return value < body.length() ? value : -1;
    }

    private static int afterSpace(String body, int from) {
        int at = from;
        while (at < body.length() && Character.isWhitespace(body.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void append(String body, String name, StringBuilder into) {
        int at = body.indexOf(name);
        while (at >= 0) {
            int value = value(body, at + name.length());
            int next = at + name.length();
            if (value >= 0 && body.charAt(value) == '"') {
                next = unescape(body, value + 1, into);
            }
            at = body.indexOf(name, next);
        }
    }

    /** Takes a text up to its closing quote, or to where the body breaks off; returns where that is. */
    private static int unescape(String body, int from, StringBuilder into) {
        int at = from;
        while (at < body.length() && body.charAt(at) != '"') {
            int plain = at;
            while (at < body.length() && body.charAt(at) != '"' && body.charAt(at) != '\\') {
                at++;
            }
            into.append(body, plain, at);
            if (at < body.length() && body.charAt(at) == '\\') {
                at = escape(body, at + 1, into);
            }
        }
        return Math.min(at + 1, body.length());
    }

    private static int escape(String body, int at, StringBuilder into) {
        if (at >= body.length()) {
            return at;
        }
        char c = body.charAt(at);
        if (c != 'u') {
            into.append(c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f' ? '\n' : c);
            return at + 1;
        }
        int end = Math.min(at + 1 + UNICODE_DIGITS, body.length());
        int code = 0;
        for (int i = at + 1; i < end; i++) {
            code = code * 16 + Math.max(0, Character.digit(body.charAt(i), 16));
        }
        into.append((char) code);
        return end;
    }
}
