package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.testing.JsonLines;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportWriterTest {
    private static final int ROWS = 2 * ExportWriter.MOST_AT_ONCE + 100;

    @TempDir
    private Path folder;

    /** Who hands rows in goes on to do so, however many rows are done: the models wait for them. */
    @Test
    void advance_manyRowsDone_writesSomeAtATimeAndAllInTheEnd() throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.questions(ROWS, row -> "Why is it " + row + "?"));
        try (RunStore store = RunStore.openExisting(run)) {
            RunManifest manifest = RunManifest.of(store);
            try (ExportWriter files = ExportWriter.ofRun(store, run, manifest.source(), manifest.provenance())) {
                files.advance(new FreshOutcomes());
                assertThat(JsonLines.read(run.resolve("pairs.jsonl.partial"))).hasSize(ExportWriter.MOST_AT_ONCE);

                files.advance(new FreshOutcomes());
                assertThat(JsonLines.read(run.resolve("pairs.jsonl.partial"))).hasSize(2 * ExportWriter.MOST_AT_ONCE);

                files.finish();
            }
        }
        assertThat(JsonLines.read(run.resolve("pairs.jsonl"))).hasSize(ROWS);
    }

    @Test
    void advance_rowsEndInAnotherOrder_writesThemInTheInputsOrderWithoutTheStore() throws IOException {
        Path run = StoredRows.write(folder.resolve("run"), StoredRows.questions(3, row -> "Why is it " + row + "?"));
        Path begun = folder.resolve("begun");
        try (StoreView done = StoreView.of(run);
                RunStore store = RunStore.open(begun)) {
            RunManifest manifest = RunManifest.of(done);
            FreshOutcomes fresh = new FreshOutcomes();
            try (ExportWriter files = ExportWriter.ofRun(store, begun, manifest.source(), manifest.provenance())) {
                fresh.add(outcome(done, 2));
                fresh.add(outcome(done, 1));
                files.advance(fresh);
                assertThat(begun.resolve("pairs.jsonl.partial")).isEmptyFile();

                fresh.add(outcome(done, 0));
                files.advance(fresh);
                assertThat(JsonLines.read(begun.resolve("pairs.jsonl.partial")))
                        .extracting(pair -> pair.get("id").textValue())
                        .containsExactly(
                                outcome(done, 0).id(),
                                outcome(done, 1).id(),
                                outcome(done, 2).id());
            }
        }
    }

    private static OutcomeRecord outcome(StoreView store, long row) {
        return store.outcome(row).orElseThrow().orThrow();
    }
}
