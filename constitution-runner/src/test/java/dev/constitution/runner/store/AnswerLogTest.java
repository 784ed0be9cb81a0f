package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.wire.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stood in the log when a process was killed is found again, whole, or not at all. */
class AnswerLogTest {
    private static final List<CallRecord> CALLS = List.of(
            call(0, 0, "An answer"),
            call(0, 1, ""),
            call(1, 0, "Größe \uD83D\uDE00\n"),
            call(900_000_000_000L, 7, "x"));

    private static final CallUsage USAGE = new CallUsage(new Amount(1, 20, 3, 4, 5, 6, 7), 0);

    @TempDir
    private Path folder;

    private static CallRecord call(long row, int ordinal, String answer) {
        return new CallRecord(
                row,
                ordinal,
                "p" + row,
                "generate",
                "generator",
                "hash",
                new RawAnswer(RawAnswer.Form.HTTP, answer, 12));
    }

    private static byte[] bytes(List<CallRecord> calls) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (CallRecord call : calls) {
            bytes.write(AnswerLog.bytes(call, USAGE));
        }
        return bytes.toByteArray();
    }

    private AnswerLog.Left left(byte[] first, byte[] second) throws IOException {
        Files.write(AnswerLog.files(folder).get(0), first);
        Files.write(AnswerLog.files(folder).get(1), second);
        return AnswerLog.left(folder);
    }

    private static List<CallRecord> calls(AnswerLog.Left left) {
        assertThat(left.whole()).allSatisfy(logged -> assertThat(logged.usage()).isEqualTo(USAGE));
        return left.whole().stream().map(AnswerLogRecord::call).toList();
    }

    @Test
    void left_bothFilesHoldAnswers_givesAll() throws Exception {
        AnswerLog.Left left = left(bytes(CALLS.subList(0, 1)), bytes(CALLS.subList(1, 4)));

        assertThat(calls(left)).isEqualTo(CALLS);
        assertThat(left.damaged()).isZero();
    }

    @Test
    void left_cutAtAnyByte_givesTheAnswersBeforeTheCut() throws Exception {
        byte[] whole = bytes(CALLS);
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= CALLS.size(); i++) {
            ends.add(bytes(CALLS.subList(0, i)).length);
        }
        for (int length = 0; length <= whole.length; length++) {
            int cut = length;

            AnswerLog.Left left = left(Arrays.copyOf(whole, cut), new byte[0]);

            int before = (int) ends.stream().filter(end -> end <= cut).count();
            assertThat(calls(left)).isEqualTo(CALLS.subList(0, before));
            assertThat(left.damaged()).isZero();
        }
    }

    @Test
    void left_bitFlippedAnywhere_neverGivesAnotherAnswer() throws Exception {
        byte[] whole = bytes(CALLS);
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);

            AnswerLog.Left left = left(flipped, new byte[0]);

            assertThat(CALLS).containsAll(calls(left));
            assertThat(calls(left)).hasSizeLessThan(CALLS.size()).doesNotHaveDuplicates();
            assertThat(left.damaged()).isPositive();
        }
    }

    @Test
    void open_answersLeftByAKill_areStoredOnceAndDamagedFilesSetAside() throws Exception {
        try (RunStore store = RunStore.open(folder)) {
            store.writer().call(CALLS.get(0), USAGE);
        }
        byte[] damaged = bytes(CALLS.subList(2, 3));
        damaged[damaged.length - 1] ^= 1;
        Files.write(AnswerLog.files(folder).get(0), bytes(CALLS.subList(0, 2)));
        Files.write(AnswerLog.files(folder).get(1), concat(damaged, bytes(CALLS.subList(3, 4))));

        try (RunStore store = RunStore.open(folder)) {
            List<CallRecord> stored = new ArrayList<>();
            store.allCalls().forEachRemaining(call -> stored.add(call.call().orThrow()));

            assertThat(stored).containsExactly(CALLS.get(0), CALLS.get(1), CALLS.get(3));
        }
        assertThat(AnswerLog.files(folder)).noneMatch(Files::exists);
        assertThat(folder.resolve("answers-2.log" + AnswerLog.DAMAGED))
                .hasBinaryContent(concat(damaged, bytes(CALLS.subList(3, 4))));
    }

    @Test
    void call_returned_isInTheLogOrInTheStore() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (RunStore store = RunStore.open(folder)) {
            for (CallRecord call : CALLS) {
                store.writer().call(call, USAGE);
                copyTo(copy); // what a kill at this moment would leave

                try (RunStore killed = RunStore.open(copy)) {
                    assertThat(killed.calls(call.row())).contains(call);
                }
            }
        }
    }

    /** The log is copied first: what it no longer holds then is in the store. */
    private void copyTo(Path copy) throws IOException {
        List<Path> files = new ArrayList<>(AnswerLog.files(Path.of("")));
        files.add(Path.of(StoreFile.NAME + "-wal"));
        files.add(Path.of(StoreFile.NAME));
        for (Path file : files) {
            Files.deleteIfExists(copy.resolve(file));
        }
        Files.deleteIfExists(copy.resolve(StoreFile.NAME + "-shm"));
        for (Path file : files) {
            Files.write(copy.resolve(file), Files.readAllBytes(folder.resolve(file)));
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
