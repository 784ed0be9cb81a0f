package dev.constitution.runner.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a record's bytes: the types of its values, then the values. */
final class RecordValues {
    private static final int FIRST_SIZED = 12;

    private final ByteBuffer bytes;

    private RecordValues(byte[] record) {
        this.bytes = ByteBuffer.wrap(record);
    }

    /** The values of a record; null where these bytes are none, to the last of them. */
    static @Nullable List<@Nullable Object> of(byte[] record) {
        RecordValues reader = new RecordValues(record);
        try {
            return reader.values();
        } catch (RuntimeException e) {
            return null; // a type that there is not, or an end too soon: damaged
        }
    }

    private @Nullable List<@Nullable Object> values() {
        long head = Varint.read(bytes);
        if (head > bytes.limit()) {
            return null;
        }
        List<Long> types = new ArrayList<>();
        while (bytes.position() < head) {
            types.add(Varint.read(bytes));
        }
        if (bytes.position() != head) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (long type : types) {
            values.add(value(type));
        }
        return bytes.hasRemaining() ? null : values;
    }

    private @Nullable Object value(long type) {
        if (type >= FIRST_SIZED) {
            byte[] sized = new byte[Math.toIntExact((type - FIRST_SIZED) / 2)];
            bytes.get(sized);
            return type % 2 == 0 ? sized : new String(sized, StandardCharsets.UTF_8);
        }
        return switch ((int) type) {
            case 0 -> null;
            case 1, 2, 3, 4 -> whole((int) type);
            case 5 -> whole(6);
            case 6 -> whole(8);
            case 7 -> bytes.getDouble();
            case 8 -> 0L;
            case 9 -> 1L;
            default -> throw new IllegalArgumentException("no type of a value: " + type);
        };
    }

    /** A whole number of so many bytes, with its sign. */
    private long whole(int length) {
        long value = bytes.get();
        for (int i = 1; i < length; i++) {
            value = value << Byte.SIZE | (bytes.get() & 0xff);
        }
        return value;
    }
}
