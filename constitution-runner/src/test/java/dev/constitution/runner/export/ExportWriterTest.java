package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
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
                files.advance();
                assertThat(JsonLines.read(run.resolve("pairs.jsonl.partial"))).hasSize(ExportWriter.MOST_AT_ONCE);

                files.advance();
                assertThat(JsonLines.read(run.resolve("pairs.jsonl.partial"))).hasSize(2 * ExportWriter.MOST_AT_ONCE);

                files.finish();
            }
        }
        assertThat(JsonLines.read(run.resolve("pairs.jsonl"))).hasSize(ROWS);
    }
}
