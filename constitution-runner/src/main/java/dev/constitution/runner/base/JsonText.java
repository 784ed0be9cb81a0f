package dev.constitution.runner.base;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON as it stands in a text, without being read: its strings between their quotes. */
public final class JsonText {
    private static final String SHORT_ESCAPES = "\"\\bfnrt";

    private JsonText() {}

    /** Where the string ends whose first character stands here: its second quote, or the text's end where it has none. */
    public static int end(String json, int from) {
        int quote = json.indexOf('"', from);
        while (quote >= 0 && isEscaped(json, from, quote)) {
            quote = json.indexOf('"', quote + 1);
        }
        return quote < 0 ? json.length() : quote;
    }

    /** Whether a backslash stands before it that is not escaped itself. */
    private static boolean isEscaped(String json, int from, int quote) {
        int first = quote;
        while (first > from && json.charAt(first - 1) == '\\') {
            first--;
        }
        return (quote - first) % 2 == 1;
    }

    /** The same text with every escape in it as {@link Json} writes it. */
    public static String canonical(String json) {
        StringBuilder canonical = null;
        int copied = 0;
        for (int at = json.indexOf('\\'); at >= 0; ) {
            int end = afterOne(json, at);
            if (SHORT_ESCAPES.indexOf(json.charAt(end - 1)) < 0 || end > at + 2) {
                canonical = canonical == null ? new StringBuilder(json.length()) : canonical;
                canonical.append(json, copied, at).append(rewritten(json.substring(at, end)));
                copied = end;
            }
            at = json.indexOf('\\', end);
        }
        return canonical == null
                ? json
                : canonical.append(json, copied, json.length()).toString();
    }

    private static String rewritten(String escape) {
        try {
            return quoted(unquoted(escape));
        } catch (IllegalStateException e) {
            return escape; // this is no JSON
        }
    }

    /** A text as a string of JSON, between its quotes. */
    public static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
            }
        }
        return text;
    }

    /**
     * The text of a string of JSON, given between its quotes.
     *
     * @throws IllegalStateException if it is none
     */
    public static String unquoted(String string) {
        return string.indexOf('\\') < 0 ? string : Json.read('"' + string + '"', String.class);
    }

    /**
     * Where so many characters of the canonical form end.
     *
     * @param from where they begin
     */
    public static int after(String json, int from, int canonicalCharacters) {
        int at = from;
        for (int left = canonicalCharacters; left > 0 && at < json.length(); ) {
            int next = afterOne(json, at);
            left -= next == at + 1 ? 1 : canonical(json.substring(at, next)).length();
            at = next;
        }
        return at;
    }

    /** Where the character, or the escape, that stands here ends; two halves of one are one. */
    private static int afterOne(String json, int at) {
        int end = at + 1;
        if (json.charAt(at) == '\\') {
            boolean isPair = json.startsWith("\\u", at + 6)
                    && isHalf(json, at, 'd', "89ab")
                    && isHalf(json, at + 6, 'd', "cdef");
            end = json.startsWith("\\u", at) ? at + (isPair ? 12 : 6) : at + 2;
        }
        return Math.min(end, json.length());
    }

    private static boolean isHalf(String json, int escape, char first, String second) {
        return json.startsWith("\\u", escape)
                && json.length() > escape + 3
                && Character.toLowerCase(json.charAt(escape + 2)) == first
                && second.indexOf(Character.toLowerCase(json.charAt(escape + 3))) >= 0;
    }
}
