package dev.constitution.runner.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The answered calls of another run, by prompt: a run that is forked from it asks only for what differs. */
public final class ForkedCalls implements Closeable {
    /** Marks a record as another run's: what a fork takes over becomes a record of its own. */
    private static final long NO_ROW = -1;

    private final StoreView store;

    private ForkedCalls(StoreView store) {
        this.store = store;
    }

    /** The calls of the run in a folder as they stand. */
    public static ForkedCalls of(Path directory) throws IOException {
        StoreView store = StoreView.of(directory);
        try {
            store.queries().execute("CREATE TEMP TABLE by_prompt AS SELECT prompt AS id, key AS call_key FROM call");
            store.queries().execute("CREATE INDEX temp.by_prompt_id ON by_prompt (id, call_key)");
            return new ForkedCalls(store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** What this prompt's calls were answered with there, whatever its row. */
    public List<CallRecord> of(String promptId) {
        List<CallRecord> calls = new ArrayList<>();
        store.queries()
                .query(
                        StoredRecords.CALLS + " JOIN by_prompt ON call_key = key WHERE id = ? ORDER BY key",
                        result -> {
                            CallRecord call = StoredRecords.call(result).orThrow();
                            calls.add(new CallRecord(
                                    NO_ROW,
                                    call.ordinal(),
                                    call.prompt(),
                                    call.step(),
                                    call.role(),
                                    call.request(),
                                    call.raw()));
                        },
                        promptId);
        return calls;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
