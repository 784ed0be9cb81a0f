package dev.constitution.runner.store;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C over the fields of a stored record, to tell a record from a damaged one. */
public final class Checksum {
    private Checksum() {}

    public static long of(CallRecord call) {
        return of(
                call.key(),
                call.prompt(),
                call.step(),
                call.role(),
                call.request(),
                call.raw().form().label(),
                call.raw().body(),
                Long.toString(call.raw().latencyMillis()));
    }

    public static long of(OutcomeRecord outcome) {
        return of(outcome.row(), outcome.id(), outcome.kind().label(), outcome.detail(), outcome.json());
    }

    /** Of a setting of the run. */
    public static long of(String name, String value) {
        return of(0, name, value);
    }

    private static long of(long key, String... fields) {
        CRC32C crc = new CRC32C();
        crc.update(Long.toString(key).getBytes(StandardCharsets.UTF_8));
        for (String field : fields) {
            crc.update(0);
            crc.update(field.getBytes(StandardCharsets.UTF_8));
        }
        return crc.getValue();
    }
}
