package dev.constitution.runner.base;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Long base64 in what servers say: some repeat the request that they refuse, with its images. */
public final class Base64Text {
    /** Longer than any word or path. */
    private static final int LONG = 200;

    private static final int COMPARED = 120;

    /** What decodes to the bytes that tell an image's type. */
    private static final int BEGINNING = 24;

    /** How an image's base64 begins in a request: as a value of its own. A text that holds some has it within a longer value. */
    private static final Pattern BEFORE_IMAGE =
            Pattern.compile("(?<!\\\\)\"(?<image>data:image/[^\",]{1,30};base64,)?$");

    private static final int MOST_BEFORE = 60;
    private static final String STRUCK_OUT = "[base64]";

    private Base64Text() {}

    /** A text without any. */
    public static String without(String text) {
        return without(text, run -> true);
    }

    /**
     * An answer without what it repeats of the images of its request. What it repeats of a text is the answer's own.
     *
     * @param request as it was sent
     */
    public static String withoutThatOf(byte[] request, String answer) {
        if (!mayHold(answer)) {
            return answer;
        }
        String sent = new String(request, StandardCharsets.ISO_8859_1);
        return without(answer, run -> isOfAnImage(sent, run.replace("\\", "")));
    }

    private static boolean isOfAnImage(String request, String run) {
        if (run.length() < COMPARED) {
            return false;
        }
        String part = run.substring(0, COMPARED);
        int at = request.indexOf(part);
        while (at >= 0 && !isInAnImage(request, at)) {
            at = request.indexOf(part, endOfRun(request, at));
        }
        return at >= 0;
    }

    private static boolean isInAnImage(String request, int at) {
        int begin = at;
        while (begin > 0 && isOne(request.charAt(begin - 1))) {
            begin--;
        }
        Matcher before = BEFORE_IMAGE.matcher(request.substring(Math.max(0, begin - MOST_BEFORE), begin));
        return before.find() && (before.group("image") != null || isImage(request.substring(begin, begin + BEGINNING)));
    }

    private static boolean isImage(String beginning) {
        return ImageType.of(Base64.getDecoder().decode(beginning)).isPresent();
    }

    private static String without(String text, Predicate<String> struckOut) {
        if (!mayHold(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int begin = 0;
        while (begin < text.length()) {
            int end = endOfRun(text, begin);
            boolean isLong = end - begin >= LONG && struckOut.test(text.substring(begin, end));
            if (isLong) {
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

    /** Looks at few letters: a long run holds one at each of these distances, and its neighbours. */
    private static boolean mayHold(String text) {
        for (int at = LONG - 1; at < text.length(); at += LONG) {
            int begin = at;
            while (begin > 0 && at - begin < LONG && mayBeOne(text.charAt(begin - 1))) {
                begin--;
            }
            int end = at;
            while (end < text.length() && end - begin < LONG && mayBeOne(text.charAt(end))) {
                end++;
            }
            if (end - begin >= LONG) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeOne(char c) {
        return isOne(c) || c == '\\';
    }

    private static boolean isOne(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
