package dev.constitution.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    GgufHeader {
        values = Map.copyOf(values);
        matrixTypes = Set.copyOf(matrixTypes);
    }

    static GgufHeader read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            return new Reader(in).header();
        }
    }

    /** Reads the little-endian format front to back. */
    private record Reader(DataInputStream in) {
        private static final int STRING = 8;
        private static final int ARRAY = 9;
        /** How many bytes a value takes, by its type's number; strings and arrays vary. */
        private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

        GgufHeader header() throws IOException {
            in.skipNBytes(8); // magic and version
            long tensors = readLong();
            long entries = readLong();
            Map<String, Object> values = new HashMap<>();
            for (long i = 0; i < entries; i++) {
                String key = readString();
                Object value = readValue(readInt());
                if (value != null) {
                    values.put(key, value);
                }
            }
            Set<Integer> matrixTypes = new HashSet<>();
            for (long i = 0; i < tensors; i++) {
                in.skipNBytes(readLong()); // name
                int dimensions = readInt();
                in.skipNBytes(8L * dimensions);
                int type = readInt();
                in.skipNBytes(8); // offset
                if (dimensions > 1) {
                    matrixTypes.add(type);
                }
            }
            return new GgufHeader(values, matrixTypes);
        }

        private @Nullable Object readValue(int type) throws IOException {
            if (type == STRING) {
                return readString();
            }
            if (type == ARRAY) {
                skipArray();
                return null;
            }
            return switch (size(type)) {
                case 1 -> (long) in.readByte();
                case 2 -> (long) Short.reverseBytes(in.readShort());
                case 4 -> (long) readInt();
                default -> readLong();
            };
        }

        private void skipArray() throws IOException {
            int type = readInt();
            long count = readLong();
            if (type != STRING && type != ARRAY) {
                in.skipNBytes(count * size(type));
                return;
            }
            for (long i = 0; i < count; i++) {
                if (type == STRING) {
                    in.skipNBytes(readLong());
                } else {
                    skipArray();
                }
            }
        }

        private static int size(int type) throws IOException {
            if (type < 0 || type >= SIZES.length) {
                throw new IOException("a value has the unknown type " + type);
            }
            return SIZES[type];
        }

        private String readString() throws IOException {
            long length = readLong();
            if (length < 0 || length > 1 << 24) {
                throw new IOException("a string is said to have " + length + " bytes");
            }
            byte[] bytes = new byte[(int) length];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private int readInt() throws IOException {
            return Integer.reverseBytes(in.readInt());
        }

        private long readLong() throws IOException {
            return Long.reverseBytes(in.readLong());
        }
    }
}
