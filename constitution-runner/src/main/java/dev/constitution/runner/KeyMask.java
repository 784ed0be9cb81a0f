package dev.constitution.runner;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strikes a key out of texts, also where JSON has written some of its characters as escapes. Thread-safe. */
final class KeyMask {
    private static final String STRUCK_OUT = "[key]";

    private final Pattern key;

    /** The longest part of the key that no JSON writer escapes: a text without it holds no key, which is quickly seen. */
    private final String sign;

    KeyMask(String key) {
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
        return text.contains(sign) ? key.matcher(text).replaceAll(STRUCK_OUT) : text;
    }
}
