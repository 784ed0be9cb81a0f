package dev.constitution.runner.store;

import dev.constitution.text.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** CRC-32C over the fields of a stored record, to tell a record from a damaged one. */
public final class Checksum {
    private Checksum() {}

    public static long of(CallRecord call) {
        return ofFields(
                call.key(),
                call.prompt(),
                call.step(),
                call.role(),
                call.request(),
                call.raw().form().label(),
                call.raw().body(),
                Long.toString(call.raw().latencyMillis()));
    }

    /**
     * Of an outcome.
     *
     * @param content as its column holds it
     */
    static long of(long row, String id, String kind, String detail, String content) {
        return ofFields(row, id, kind, detail, content);
    }

    static long of(List<String> texts) {
        return ofFields(texts.size(), texts.toArray(String[]::new));
    }

    /** The same as it is stored, its texts in the order of their columns. */
    static long ofCall(long key, byte[][] texts, long latencyMillis) {
        byte[][] fields = Arrays.copyOf(texts, texts.length + 1);
        fields[texts.length] = Long.toString(latencyMillis).getBytes(StandardCharsets.UTF_8);
        return of(key, fields);
    }

    /** What is not known is told from what is empty. */
    public static long of(Label label) {
        return ofFields(
                label.row(),
                label.prompt(),
                label.sides().a(),
                label.sides().b(),
                label.choice().label(),
                label.labeller(),
                label.at().toString(),
                label.shownFirst().map(side -> "+" + side).orElse(""),
                label.origin(),
                label.answers(),
                label.correction().map(text -> "+" + text).orElse(""));
    }

    /** What is null is told from what is empty. */
    static long of(StoredRecords.SetAside record, String reason) {
        return ofFields(
                record.key(),
                record.source(),
                reason,
                record.content(),
                record.role() == null ? "" : "+" + record.role(),
                record.took() == null ? "" : "+" + record.took());
    }

    /** A key, not negative, for a record that is known by these texts. */
    static long key(String... texts) {
        long hash = Hash.START;
        for (String text : texts) {
            hash = Hash.add(hash, Hash.of(text));
        }
        return Hash.mix(hash) & Long.MAX_VALUE;
    }

    /** Of a setting of the run. */
    public static long of(String name, String value) {
        return ofFields(0, name, value);
    }

    private static long ofFields(long key, String... fields) {
        byte[][] bytes = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            bytes[i] = fields[i].getBytes(StandardCharsets.UTF_8);
        }
        return of(key, bytes);
    }

    /** Of a record whose fields are there as they are stored. */
    static long of(long key, byte[]... fields) {
        CRC32C crc = new CRC32C();
        crc.update(Long.toString(key).getBytes(StandardCharsets.UTF_8));
        for (byte[] field : fields) {
            crc.update(0);
            crc.update(field);
        }
        return crc.getValue();
    }
}
