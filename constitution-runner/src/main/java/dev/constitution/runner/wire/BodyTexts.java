package dev.constitution.runner.wire;

import org.jspecify.annotations.Nullable;

/**
 * The texts in an answer's body, found in one pass without reading the answer: also in one that is broken off or in no
 * provider's form.
 *
 * @param text what was answered
 * @param thoughts what the model thought before
 */
public record BodyTexts(String text, String thoughts) {
    private static final int UNICODE_DIGITS = 4;
    private static final int HEX = 16;

    /** The texts in an answer. */
    public static BodyTexts in(RawAnswer answer) {
        Scan scan = new Scan(answer.body(), true);
        scan.run();
        String thoughts =
                (scan.thoughts.length() < scan.sameThoughts.length() ? scan.sameThoughts : scan.thoughts).toString();
        return new BodyTexts(scan.text.toString(), thoughts);
    }

    /** How long the text in an answer is; every call asks for it, so that nothing is copied. */
    public static long characters(RawAnswer answer) {
        Scan scan = new Scan(answer.body(), false);
        scan.run();
        return scan.characters;
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
        while (at < body.length() && body.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Goes from string to string. */
    private static final class Scan {
        private final String body;
        private final boolean keeps;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder thoughts = new StringBuilder(0);

        /** Some servers say the same thoughts under two names. */
        private final StringBuilder sameThoughts = new StringBuilder(0);

        private long characters;

        /** Characters of the last string that are not in its text, but escape others. */
        private int escaping;

        /** Where the next backslash is, or one that was passed; looked for when it was: most bodies have few. */
        private int escape = -1;

        Scan(String body, boolean keeps) {
            this.body = body;
            this.keeps = keeps;
        }

        void run() {
            int at = find('"', 0);
            while (at < body.length()) {
                int end = end(at + 1);
                int value = value(body, end + 1);
                StringBuilder into = value >= 0 && body.charAt(value) == '"' ? textOf(at, end - at + 1) : null;
                if (into != null) {
                    end = end(value + 1);
                    characters += into == text ? end - value - 1 - escaping : 0;
                    if (keeps) {
                        unescape(value + 1, end, into);
                    }
                }
                at = find('"', end + 1);
            }
        }

        /** Where a string ends that begins here: at its closing quote, or where the body breaks off. */
        private int end(int from) {
            int quote = find('"', from);
            escaping = 0;
            for (int at = nextEscape(from); at < quote; at = nextEscape(at)) {
                int escaped = body.startsWith("u", at + 1) ? 1 + UNICODE_DIGITS : 1;
                escaping += escaped;
                at += 1 + escaped;
                quote = quote < at ? find('"', at) : quote;
            }
            return quote;
        }

        private int nextEscape(int from) {
            escape = escape < from ? find('\\', from) : escape;
            return escape;
        }

        /** Where a character is next; the body's end where it is not. */
        private int find(char character, int from) {
            int at = body.indexOf(character, from);
            return at < 0 ? body.length() : at;
        }

        /** What takes the text under a name; null for other names. */
        private @Nullable StringBuilder textOf(int at, int length) {
            if (is("\"content\"", at, length) || is("\"text\"", at, length) || is("\"refusal\"", at, length)) {
                return text;
            } else if (is("\"reasoning_content\"", at, length) || is("\"thinking\"", at, length)) {
                return thoughts;
            }
            return is("\"reasoning\"", at, length) ? sameThoughts : null;
        }

        private boolean is(String name, int at, int length) {
            return name.length() == length && body.startsWith(name, at);
        }

        private void unescape(int from, int end, StringBuilder into) {
            int at = from;
            while (at < end) {
                int plain = at;
                at = Math.min(find('\\', at), end);
                into.append(body, plain, at);
                if (at < end) {
                    at = escape(at + 1, end, into);
                }
            }
        }

        private int escape(int at, int end, StringBuilder into) {
            if (at >= end) {
                return end;
            }
            char escaped = body.charAt(at);
            if (escaped != 'u') {
                into.append("nrtbf".indexOf(escaped) < 0 ? escaped : '\n');
                return at + 1;
            }
            int after = Math.min(at + 1 + UNICODE_DIGITS, end);
            int code = 0;
            for (int i = at + 1; i < after; i++) {
                code = code * HEX + Math.max(0, Character.digit(body.charAt(i), HEX));
            }
            into.append((char) code);
            return after;
        }
    }
}
