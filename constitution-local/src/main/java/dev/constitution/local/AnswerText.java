package dev.constitution.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of an answer as it grows token by token: whole characters only, up to the first stop sequence.
 *
 * <p>Not thread-safe.
 */
final class AnswerText {
    private final List<String> stops;
    private final int longestStop;
    private final StringBuilder text = new StringBuilder();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] incomplete = {};
    private boolean stopped;
    private int handedOut;

    /** For an answer that ends before the first of {@code stops}, none of which is empty. */
    AnswerText(List<String> stops) {
        this.stops = List.copyOf(stops);
        this.longestStop = stops.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Adds a token's bytes; returns whether a stop sequence is now complete and the answer therefore over. */
    boolean append(byte[] bytes) {
        int from = Math.max(0, text.length() - longestStop + 1);
        decode(bytes);
        stops.stream()
                .mapToInt(stop -> text.indexOf(stop, from))
                .filter(at -> at >= 0)
                .min()
                .ifPresent(at -> {
                    text.setLength(at);
                    stopped = true;
                });
        return stopped;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The number of characters so far, counting those that may yet turn out to begin a stop sequence. */
    int length() {
        return text.length();
    }

    /** What has become certain since this was last asked: it begins no stop sequence. */
    String takeCertain() {
        return take(stopped ? text.length() : text.length() - possibleStop());
    }

    /** What {@link #takeCertain} held back, when nothing more will come. */
    String takeRest() {
        return take(text.length());
    }

    private String take(int end) {
        String part = text.substring(handedOut, end);
        handedOut = end;
        return part;
    }

    /** How many of the last characters may belong to a stop sequence that is not complete. */
    private int possibleStop() {
        int most = Math.min(longestStop - 1, text.length() - handedOut);
        for (int length = most; length > 0; length--) {
            String end = text.substring(text.length() - length);
            if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
                return length;
            }
        }
        return 0;
    }

    private void decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(incomplete.length + bytes.length)
                .put(incomplete)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        text.append(out.flip());
        incomplete = new byte[in.remaining()];
        in.get(incomplete);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
