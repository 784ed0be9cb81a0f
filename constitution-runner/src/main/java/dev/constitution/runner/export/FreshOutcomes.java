package dev.constitution.runner.export;

import dev.constitution.runner.outcome.OutcomeRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Outcomes of rows that have just ended, on their way to the files, so that they need not be read back from the store. What has
 * no room, while an earlier row takes its time, is found there. Thread-safe.
 */
public final class FreshOutcomes {
    private static final int MOST_ROWS = 1024;
    private static final long MOST_CHARACTERS = 1 << 21;

    private final Map<Long, Kept> outcomes = new HashMap<>();
    private long characters;

    private record Kept(OutcomeRecord outcome, long characters) {}

    /** Takes an outcome that the store has been given. */
    public synchronized void add(OutcomeRecord outcome) {
        long more = outcome.content().characters();
        if (outcomes.size() < MOST_ROWS && characters + more <= MOST_CHARACTERS) {
            characters += more;
            outcomes.put(outcome.row(), new Kept(outcome, more));
        }
    }

    /** Hands on a row's outcome; empty where the row is under way, or found in the store alone. */
    synchronized Optional<OutcomeRecord> take(long row) {
        Kept kept = outcomes.remove(row);
        if (kept == null) {
            return Optional.empty();
        }
        characters -= kept.characters();
        return Optional.of(kept.outcome());
    }
}
