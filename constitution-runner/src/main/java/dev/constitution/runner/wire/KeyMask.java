package dev.constitution.runner.wire;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Strikes a key out of texts, also where JSON has written some of its characters as escapes. Thread-safe.
 *
 * <p>Servers that want no key are often given a word, {@code none} or {@code not-needed} for example. That is no secret, and
 * models say it: striking it out would damage what they say.
 */
final class KeyMask {
    private static final String STRUCK_OUT = "[key]";

    /** Short words of letters, and what servers' manuals tell people to write. */
    private static final Pattern PLACEHOLDER = Pattern.compile(".{1,3}|[A-Za-z]{1,8}|[0-9]{1,4}"
            + "|(?i:(?:sk-)?no-?(?:api-?)?(?:key|token|auth)(?:-?(?:required|needed))?"
            + "|not-?(?:needed|required|used|set)|(?:api|dummy|fake|any|your)-(?:api-)?(?:key|token)|lm-studio)");

    private final Pattern key;
    private final boolean secret;

    /** The longest part of the key that no JSON writer escapes: a text without it holds no key, which is quickly seen. */
    private final String sign;

    KeyMask(String key) {
        this.secret = !PLACEHOLDER.matcher(key).matches();
        this.key = Pattern.compile(key.chars().mapToObj(KeyMask::inAnyForm).collect(Collectors.joining()));
        this.sign = Arrays.stream(key.split("[^A-Za-z0-9]+"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static String inAnyForm(int c) {
        String itself = Pattern.quote(Character.toString(c));
        return Character.isLetterOrDigit(c)
                ? itself
                : "\\\\?" + "(?:" + itself + "|" + String.format("u(?i:%04x)", c) + ")";
    }

    /** The same text, with {@code [key]} in place of the key. */
    String strikeOut(String text) {
        return secret && text.contains(sign) ? key.matcher(text).replaceAll(STRUCK_OUT) : text;
    }
}
