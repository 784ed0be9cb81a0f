package dev.constitution.runner.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults of one row, whose parts are read one after another. Not thread-safe. */
final class RowFaults {
    private final List<String> faults = new ArrayList<>();

    /** Reads a part of a row. */
    @FunctionalInterface
    interface Part<T> {
        T read() throws BadRowException;
    }

    /** What a part is; empty where it is a fault. */
    <T> Optional<T> read(Part<T> part) {
        try {
            return Optional.of(part.read());
        } catch (BadRowException e) {
            faults.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** @throws BadRowException with all faults, where there are some */
    void orThrow() throws BadRowException {
        if (!faults.isEmpty()) {
            throw new BadRowException(String.join("; ", faults));
        }
    }
}
