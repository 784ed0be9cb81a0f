package dev.constitution.runner.base;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A text as bytes, as it is hashed and as it is sent. Each request of a row holds the texts of the one before it, so those of
 * the last texts are remembered. Thread-safe; the arrays are not to be changed.
 */
public final class TextBytes {
    private static final int REMEMBERED = 1 << 8;

    /** Shorter ones are turned into bytes as quickly as found. */
    private static final int SHORTEST_REMEMBERED = 32;

    private static final int LONGEST_REMEMBERED = 10_000;
    private static final AtomicReferenceArray<@Nullable TextBytes> LAST = new AtomicReferenceArray<>(REMEMBERED);

    private static final int ASCII = 1 << 7;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final int UNICODE_ESCAPE = 6;

    /** The letter of the short escape of an ASCII character, 'u' where it has the long one alone, 0 where it has none. */
    private static final byte[] ESCAPES = escapes();

    private final String text;
    private final byte[] utf8;
    private volatile byte @Nullable [] json;

    private TextBytes(String text) {
        this.text = text;
        this.utf8 = LoneSurrogates.utf8(text);
    }

    public static TextBytes of(String text) {
        if (text.length() < SHORTEST_REMEMBERED || text.length() > LONGEST_REMEMBERED) {
            return new TextBytes(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> Short.SIZE) & REMEMBERED - 1;
        TextBytes last = LAST.get(slot);
        if (last == null || !last.text.equals(text)) {
            last = new TextBytes(text);
            LAST.set(slot, last);
        }
        return last;
    }

    /** In UTF-8, which holds a lone surrogate as JSON's escape. */
    public byte[] utf8() {
        return utf8;
    }

    /** As a string of JSON between its quotes: all but ASCII as escapes, which carry lone surrogates too. */
    public byte[] json() {
        byte[] known = json;
        if (known == null) {
            int length = jsonLength();
            known = length == utf8.length && length == text.length() ? utf8 : escaped(length);
            json = known;
        }
        return known;
    }

    private int jsonLength() {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            byte escape = c < ASCII ? ESCAPES[c] : (byte) 'u';
            if (escape != 0) {
                length += escape == 'u' ? UNICODE_ESCAPE - 1 : 1;
            }
        }
        return length;
    }

    private byte[] escaped(int length) {
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            byte escape = c < ASCII ? ESCAPES[c] : (byte) 'u';
            if (escape == 0) {
                bytes[at++] = (byte) c;
                continue;
            }
            bytes[at++] = '\\';
            bytes[at++] = escape;
            for (int shift = 12; escape == 'u' && shift >= 0; shift -= 4) {
                bytes[at++] = HEX[c >> shift & 15];
            }
        }
        return bytes;
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[ASCII];
        for (char c = 0; c < ' '; c++) {
            escapes[c] = 'u';
        }
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
