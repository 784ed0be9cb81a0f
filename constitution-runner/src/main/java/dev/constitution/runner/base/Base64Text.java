package dev.constitution.runner.base;

/** Long base64 in what servers say went wrong: some repeat the request that they refuse, with its images. */
public final class Base64Text {
    /** Longer than any word or path. */
    private static final int LONG = 200;

    private static final String STRUCK_OUT = "[base64]";

    private Base64Text() {}

    /** A text without any. */
    public static String without(String text) {
        StringBuilder kept = new StringBuilder();
        int begin = 0;
        while (begin < text.length()) {
            int end = endOfRun(text, begin);
            if (end - begin >= LONG) {
                kept.append(STRUCK_OUT);
                for (int i = 0; i < 2 && end < text.length() && text.charAt(end) == '='; i++) {
                    end++;
                }
            } else {
                end = Math.min(text.length(), end + 1); // with what ends the run
                kept.append(text, begin, end);
            }
            begin = end;
        }
        return kept.toString();
    }

    /** A slash may stand behind JSON's backslash. */
    private static int endOfRun(String text, int begin) {
        int end = begin;
        while (end < text.length() && (isOne(text.charAt(end)) || text.startsWith("\\/", end))) {
            end++;
        }
        return end;
    }

    private static boolean isOne(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
