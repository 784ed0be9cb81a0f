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
    private final Path directory;

    private ForkedCalls(StoreView store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /** The calls of the run in a folder as they stand. */
    public static ForkedCalls of(Path directory) throws IOException {
        StoreView store = open(directory);
        try {
            store.queries().execute("CREATE TEMP TABLE by_prompt AS SELECT prompt AS id, key AS call_key FROM call");
            store.queries().execute("CREATE INDEX temp.by_prompt_id ON by_prompt (id, call_key)");
            return new ForkedCalls(store, directory);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static StoreView open(Path directory) throws IOException {
        try {
            return StoreView.of(directory);
        } catch (CorruptStoreException e) {
            throw CorruptStoreException.in(directory, e);
        }
    }

    /** What this prompt's calls were answered with there, whatever its row. */
    public List<CallRecord> of(String promptId) {
        List<CallRecord> calls = new ArrayList<>();
        store.queries()
                .query(
                        StoredRecords.CALLS + " JOIN by_prompt ON call_key = key WHERE id = ? ORDER BY key",
                        result -> {
                            CallRecord call = intact(StoredRecords.call(result));
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

    private CallRecord intact(StoredRecords.Checked<CallRecord> call) {
        try {
            return call.orThrow();
        } catch (CorruptStoreException e) {
            throw CorruptStoreException.in(directory, e);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
