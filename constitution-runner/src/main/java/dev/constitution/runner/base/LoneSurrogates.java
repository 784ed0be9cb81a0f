package dev.constitution.runner.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Halves of surrogate pairs that stand alone: JSON can escape them, UTF-8 cannot hold them and encoders write a ? instead. */
public final class LoneSurrogates {
    private LoneSurrogates() {}

    /** The same text, with each lone surrogate as JSON's escape. */
    public static String escaped(String json) {
        if (!holdsOne(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(point -> {
            if (isLone(point)) {
                escaped.append("\\u").append(Integer.toHexString(point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    /** The same in UTF-8. */
    public static byte[] utf8(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return isAscii(json, bytes) ? bytes : escaped(json).getBytes(StandardCharsets.UTF_8);
    }

    /** Where each character takes one byte, all are ASCII, but for lone surrogates, which became a ?. */
    private static boolean isAscii(String text, byte[] utf8) {
        if (utf8.length != text.length()) {
            return false;
        }
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '?' && text.charAt(i) != '?') {
                return false;
            }
        }
        return true;
    }

    /** Whether a text holds one. A plain loop: it runs over everything that is sent and stored. */
    public static boolean holdsOne(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int point = text.codePointAt(i);
                if (isLone(point)) {
                    return true;
                }
                i += Character.charCount(point) - 1;
            }
        }
        return false;
    }

    /** Whether a text or a name in a tree holds one. */
    public static boolean holdsOne(JsonNode tree) {
        if (tree.isTextual()) {
            return holdsOne(tree.textValue());
        }
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            if (holdsOne(names.next())) {
                return true;
            }
        }
        for (JsonNode child : tree) {
            if (holdsOne(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLone(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
