package dev.constitution.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.wire.RawAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornStoreTest {
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    @Test
    void open_storeCutAtManyLengths_neverInventsOrDoubles() throws IOException {
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Path torn = Files.createDirectory(folder.resolve("torn"));
        RawAnswer answer = new RawAnswer(RawAnswer.Form.REPLY, "{}", 1);
        // Without a checkpoint the last transactions stand in the write-ahead log, whose tail is what a crash tears.
        try (RunStore store = RunStore.open(whole)) {
            for (int row = 0; row < ROWS; row++) {
                store.writer()
                        .call(new CallRecord(row, 0, "p" + row, "generate", "generator", "h", answer), CallUsage.NONE);
                store.writer().flush();
            }
            byte[] log = Files.readAllBytes(whole.resolve("run.db-wal"));
            for (int length = log.length; length > 0; length -= Math.max(1, log.length / 97)) {
                Folders.clear(torn);
                Files.copy(whole.resolve("run.db"), torn.resolve("run.db"));
                Files.write(torn.resolve("run.db-wal"), Arrays.copyOf(log, length));

                List<String> left = prompts(torn);

                assertThat(left)
                        .as("the first rows, whole")
                        .isEqualTo(IntStream.range(0, left.size())
                                .mapToObj(row -> "p" + row)
                                .toList());
                assertThat(left.size() == ROWS).as("all of them").isEqualTo(length == log.length);
            }
        }
    }

    private static List<String> prompts(Path directory) throws IOException {
        List<String> prompts = new ArrayList<>();
        try (RunStore store = RunStore.open(directory)) {
            store.allCalls()
                    .forEachRemaining(call -> prompts.add(call.call().orThrow().prompt()));
        }
        return prompts;
    }
}
