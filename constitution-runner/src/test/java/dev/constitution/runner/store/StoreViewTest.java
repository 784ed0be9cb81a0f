package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.StoredRows;
import dev.constitution.runner.wire.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door for looking: it shows one moment, changes nothing, and is in nobody's way. */
class StoreViewTest {
    private static final CallUsage USAGE = new CallUsage(new Amount(1, 10, 0, 0, 5, 0, 0), 0);
    private static final CallUsage THREE_TIMES = new CallUsage(new Amount(3, 30, 0, 0, 15, 0, 0), 0);
    private static final RawAnswer ANSWER = new RawAnswer(RawAnswer.Form.REPLY, "{\"n\":1}", 5);

    @TempDir
    private Path folder;

    private Path run;
    private long rows;

    @BeforeEach
    void writeRun() throws IOException {
        List<OutcomeRecord> all = StoredRows.all();
        rows = all.size();
        run = StoredRows.write(folder.resolve("run"), all);
        try (RunStore store = RunStore.open(run)) {
            store.writer().call(call(0, 0), USAGE);
        }
    }

    private static CallRecord call(long row, int ordinal) {
        return new CallRecord(row, ordinal, "p" + row, "generate", "generator", "hash", ANSWER);
    }

    private static Map<String, CallUsage> usage(StoreView store) {
        Map<String, CallUsage> usage = new TreeMap<>();
        store.usage().forEach(usage::put);
        return usage;
    }

    private void waiting(CallRecord... calls) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (CallRecord call : calls) {
            bytes.writeBytes(AnswerLog.bytes(call, USAGE));
        }
        Files.write(AnswerLog.files(run).get(0), bytes.toByteArray());
    }

    @Test
    void of_answersThatAKillLeftOnTheirWay_countAsStoredAndStayWhereTheyAre() throws IOException {
        waiting(call(0, 0), call(0, 1), call(3, 0));
        Map<String, String> before = FolderBytes.of(run);

        try (StoreView view = StoreView.of(run)) {
            assertThat(view.waited().orElse(0))
                    .as("the first is in the store already")
                    .isEqualTo(2);
            assertThat(view.calls(0)).containsExactly(call(0, 0), call(0, 1));
            assertThat(view.calls(3)).containsExactly(call(3, 0));
            assertThat(view.rowAfterCalls()).isEqualTo(4);
            assertThat(usage(view)).containsEntry("generator", THREE_TIMES);
            assertThat(view.allCalls())
                    .toIterable()
                    .hasSize(3)
                    .allMatch(found -> found.call().intact() != null);
            assertThat(view.integrityFaults()).isEmpty();
            assertThat(view.notice())
                    .hasValueSatisfying(notice -> assertThat(notice).contains("2 answers had not"));
        }
        assertThat(FolderBytes.of(run)).isEqualTo(before);
        try (RunStore store = RunStore.open(run)) {
            assertThat(store.calls(0)).containsExactly(call(0, 0), call(0, 1));
            assertThat(usage(store)).containsEntry("generator", THREE_TIMES);
        }
        try (StoreView view = StoreView.of(run)) {
            assertThat(view.waited().orElse(0)).isZero();
            assertThat(view.notice()).isEmpty();
        }
    }

    @Test
    void of_damagedAnswerOnItsWay_isTold() throws IOException {
        byte[] damaged = AnswerLog.bytes(call(3, 0), USAGE);
        damaged[damaged.length - 1] ^= 1;
        Files.write(AnswerLog.files(run).get(1), damaged);

        try (StoreView view = StoreView.of(run)) {
            assertThat(view.waited().orElse(0)).isZero();
            assertThat(view.notice())
                    .hasValueSatisfying(notice -> assertThat(notice).contains("1 answer on the way"));
        }
    }

    @Test
    void of_runThatIsWorkedOn_showsOneMomentAndKeepsOthersOut() throws IOException {
        try (RunStore work = RunStore.open(run)) {
            work.writer().call(call(5, 0), USAGE);
            work.writer().flush();
            try (StoreView view = StoreView.of(run)) {
                assertThat(view.isAtWork()).isTrue();
                assertThat(view.notice())
                        .hasValueSatisfying(notice -> assertThat(notice).contains("is working on"));
                assertThat(view.rowAfterCalls()).isEqualTo(6);

                work.writer().call(call(9, 0), USAGE);
                work.writer().flush();

                assertThat(view.rowAfterCalls()).isEqualTo(6);
                assertThat(work.rowAfterCalls()).isEqualTo(10);
            }
            assertThatThrownBy(() -> RunStore.open(run)).hasMessageContaining("another process is working on this run");
            assertThatThrownBy(() -> RunStore.open(run)).as("and once more").isInstanceOf(UsageException.class);
        }
        try (StoreView view = StoreView.of(run)) {
            assertThat(view.isAtWork()).isFalse();
            assertThat(view.rowAfterCalls()).isEqualTo(10);
        }
    }

    @Test
    void open_folderThatThisProcessReads_isRefusedAndTheReadingGoesOn() throws IOException {
        try (StoreView view = StoreView.of(run)) {
            assertThatThrownBy(() -> RunStore.open(run)).hasMessageContaining("is being read by this process itself");
            assertThat(view.outcomes().total()).isEqualTo(rows);
        }
        RunStore.open(run).close();
    }

    /** As earlier versions, and other programs, leave a folder. */
    @Test
    void of_folderWithoutLogAndIndex_isReadAndMakesNone() throws Exception {
        Files.delete(run.resolve("run.db-wal"));
        Files.delete(run.resolve("run.db-shm"));
        Map<String, String> before = FolderBytes.of(run);

        try (StoreView view = StoreView.of(run)) {
            assertThat(view.calls(0)).containsExactly(call(0, 0));
            assertThat(FolderBytes.of(run)).isEqualTo(before);

            Files.write(run.resolve("run.db"), new byte[] {0}, StandardOpenOption.APPEND);

            assertThatThrownBy(() -> view.calls(0))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("look again");
        }
    }

    @Test
    void of_logWithoutItsIndex_isReadFromACopyThatGoes() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        try (RunStore work = RunStore.open(run)) {
            work.writer().call(call(7, 0), USAGE);
            work.writer().flush();
            for (String name : List.of("run.db", "run.db-wal")) {
                Files.copy(run.resolve(name), killed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Map<String, String> before = FolderBytes.of(killed);
        long copies = copies();

        try (StoreView view = StoreView.of(killed)) {
            assertThat(view.rowAfterCalls()).isEqualTo(8);
            assertThat(copies()).isEqualTo(copies + 1);
        }
        assertThat(copies()).isEqualTo(copies);
        assertThat(FolderBytes.of(killed)).isEqualTo(before);
    }

    private static long copies() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(one -> one.getFileName().toString().startsWith("constitution-store"))
                    .count();
        }
    }

    @Test
    void of_storeOfAnEarlierVersion_needsNoTableThatCameLater() throws Exception {
        try (Connection connection = StoreFile.connect(run.resolve(StoreFile.NAME));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE label");
            statement.execute("DROP TABLE set_aside");
        }

        try (StoreView view = StoreView.of(run)) {
            assertThat(StoredLabels.in(view)).isEmpty();
            assertThat(usage(view)).containsEntry("generator", USAGE);
        }
    }

    @Test
    void of_folderWithoutARun_saysSo() throws IOException {
        assertThatThrownBy(() -> StoreView.of(folder)).hasMessageContaining("holds no run");
        try (RunLock begun = RunLock.take(folder)) {
            assertThat(begun).isNotNull();
            assertThatThrownBy(() -> StoreView.of(folder)).hasMessageContaining("just beginning this run");
        }
    }
}
