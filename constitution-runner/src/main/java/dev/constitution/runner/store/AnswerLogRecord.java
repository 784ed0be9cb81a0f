package dev.constitution.runner.store;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answered call as bytes: its key and latency, and its texts in UTF-8, each behind its length; the last one says what it
 * took.
 *
 * @param usage null in the log of an older version
 */
record AnswerLogRecord(CallRecord call, @Nullable CallUsage usage) {

    /** @param head so many bytes are left free in front */
    static byte[] write(CallRecord call, CallUsage usage, int head) {
        byte[][] texts = {
            utf8(call.prompt()),
            utf8(call.step()),
            utf8(call.role()),
            utf8(call.request()),
            utf8(call.raw().form().label()),
            utf8(call.raw().body()),
            utf8(usage.toJson())
        };
        int length = head + 2 * Long.BYTES;
        for (byte[] text : texts) {
            length += Integer.BYTES + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length)
                .position(head)
                .putLong(call.key())
                .putLong(call.raw().latencyMillis());
        for (byte[] text : texts) {
            bytes.putInt(text.length).put(text);
        }
        return bytes.array();
    }

    static AnswerLogRecord read(byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        long key = bytes.getLong();
        long latencyMillis = bytes.getLong();
        CallRecord call = new CallRecord(
                CallRecord.rowOf(key),
                CallRecord.ordinalOf(key),
                text(bytes),
                text(bytes),
                text(bytes),
                text(bytes),
                new RawAnswer(RawAnswer.Form.of(text(bytes)), text(bytes), latencyMillis));
        return new AnswerLogRecord(call, bytes.hasRemaining() ? CallUsage.fromJson(text(bytes)) : null);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getInt()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
