package dev.constitution.runner.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.wire.RawAnswer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that were taken out of use, on pages that a database no longer uses, where they still stand. */
class OldRecordsTest {
    private static final int ROWS = 400;
    private static final int PAGE = 32_768;

    @TempDir
    private Path folder;

    private static CallRecord call(long row, String answer) {
        RawAnswer raw = new RawAnswer(RawAnswer.Form.REPLY, answer + " and more of it".repeat(60), 1);
        return new CallRecord(row, 0, "p" + row, "generate", "generator", "hash", raw);
    }

    /** The first half of the rows was set aside, and pages are free by that; some of it was answered again. */
    @BeforeEach
    void write() throws IOException {
        try (RunStore store = RunStore.open(folder)) {
            for (int row = 0; row < ROWS; row++) {
                store.writer().call(call(row, "first"), CallUsage.NONE);
            }
            store.writer().flush();
            for (int row = 0; row < ROWS / 2; row++) {
                CallRecord call = call(row, "first");
                store.writer().setAside(List.of(new StoredRecords.Checked<>("call", call.key(), row, call)), "retry");
            }
            store.writer().call(call(3, "second"), CallUsage.NONE);
            store.writer().flush();
        }
    }

    private List<Long> rows() throws IOException {
        List<Long> rows = new ArrayList<>();
        try (RunStore store = RunStore.openExisting(folder)) {
            store.allCalls().forEachRemaining(taken -> {
                CallRecord call = taken.call().orThrow();
                rows.add(call.row());
                assertThat(call.raw().body()).startsWith(call.row() == 3 ? "second" : "first");
            });
        }
        return rows;
    }

    private void overwrite(int from, int length) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(StoreFile.NAME).toFile(), "rw")) {
            file.seek(from);
            file.write(new byte[length]);
        }
    }

    @Test
    void repair_pagesAreFree_whatWasTakenOutOfUseStaysOut() throws IOException {
        List<Long> before = rows();
        assertThat(before).hasSize(ROWS / 2 + 1);
        overwrite(PAGE + 8, PAGE - 96); // settings

        assertThat(Salvage.repair(folder)).isPresent();

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void repair_nobodyKnowsWhichPagesAreFree_whatWasTakenOutOfUseStaysOut() throws IOException {
        List<Long> before = rows();
        overwrite(0, 100);

        SalvageReport report = Salvage.repair(folder).orElseThrow();

        assertThat(report.setAside()).isEqualTo(ROWS / 2);
        assertThat(rows()).isEqualTo(before);
        assertThat(report.calls()).isEqualTo(before.size());
    }
}
