package dev.constitution.local;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file says of itself, as far as this module asks.
 *
 * @param values the metadata that are single strings or numbers
 * @param matrixTypes the numbers of the types ({@code ggml_type}) in which matrices are stored
 */
record GgufHeader(Map<String, Object> values, Set<Integer> matrixTypes) {
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    /** How many bytes a value takes, by its type's number; the types of other sizes are those above. */
    private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    GgufHeader {
        values = Map.copyOf(values);
        matrixTypes = Set.copyOf(matrixTypes);
    }

    /** Reads a file's header, or throws when it is no sound one. */
    static GgufHeader read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer in = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE))
                    .order(ByteOrder.LITTLE_ENDIAN);
            return read(in);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            throw new IOException("the header of " + file + " is damaged", e);
        }
    }

    private static GgufHeader read(ByteBuffer in) {
        in.getLong(); // magic and version
        long tensors = in.getLong();
        long entries = in.getLong();
        Map<String, Object> values = new HashMap<>();
        for (long i = 0; i < entries; i++) {
            String key = string(in);
            Object value = value(in, in.getInt());
            if (value != null) {
                values.put(key, value);
            }
        }
        Set<Integer> matrixTypes = new HashSet<>();
        for (long i = 0; i < tensors; i++) {
            string(in);
            int dimensions = in.getInt();
            skip(in, Math.multiplyExact(8L, dimensions));
            int type = in.getInt();
            in.getLong(); // offset
            if (dimensions > 1) {
                matrixTypes.add(type);
            }
        }
        return new GgufHeader(values, matrixTypes);
    }

    private static @Nullable Object value(ByteBuffer in, int type) {
        if (type == STRING) {
            return string(in);
        }
        if (type == ARRAY) {
            skipArray(in);
            return null;
        }
        return switch (SIZES[type]) {
            case 1 -> (long) in.get();
            case 2 -> (long) in.getShort();
            case 4 -> (long) in.getInt();
            default -> in.getLong();
        };
    }

    private static void skipArray(ByteBuffer in) {
        int type = in.getInt();
        long count = in.getLong();
        if (type != STRING && type != ARRAY) {
            skip(in, Math.multiplyExact(count, (long) SIZES[type]));
            return;
        }
        for (long i = 0; i < count; i++) {
            if (type == STRING) {
                skip(in, in.getLong());
            } else {
                skipArray(in);
            }
        }
    }

    private static String string(ByteBuffer in) {
        int length = Math.toIntExact(in.getLong());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer in, long bytes) {
        in.position(Math.toIntExact(in.position() + bytes));
    }
}
