package dev.constitution.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.wire.RawAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final CallUsage USAGE = new CallUsage(new Amount(1, 3, 0, 4, 9, 12), 0);

    @TempDir
    private java.nio.file.Path directory;

    private final RawLocalFileSystem files = new RawLocalFileSystem();
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        files.initialize(java.net.URI.create("file:///"), new Configuration());
        folder = new Path(directory.resolve("slice").toUri());
    }

    /** As object stores are: a file is there when it is closed, and cannot be flushed before. */
    private static final class ObjectStore extends FilterFileSystem {
        ObjectStore(FileSystem files) {
            super(files);
        }

        @Override
        public FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
            OutputStream whole = super.create(file, overwrite);
            return new FSDataOutputStream(whole, null) {
                @Override
                public boolean hasCapability(String capability) {
                    return false;
                }

                @Override
                public void hflush() {
                    throw new UnsupportedOperationException("an object store has none");
                }
            };
        }
    }

    private static CallRecord call(long row, int ordinal) {
        return new CallRecord(
                row, ordinal, "p-" + row, "step", "generator", "2:hash", new RawAnswer(RawAnswer.Form.HTTP, "{}", 5));
    }

    private static List<Integer> ordinals(Ledger ledger, long row) {
        return ledger.recorded(row).stream().map(CallRecord::ordinal).toList();
    }

    @Test
    void append_notClosed_readByTheNextAttempt() throws IOException {
        Ledger first = Ledger.open(files, folder);
        first.append(call(7, 0), USAGE);
        first.append(call(8, 0), USAGE);
        Ledger second = Ledger.open(files, folder);
        second.append(call(7, 1), USAGE);
        Ledger third = Ledger.open(files, folder);

        assertThat(first.recorded(7)).isEmpty();
        assertThat(ordinals(second, 7)).containsExactly(0);
        assertThat(ordinals(third, 7)).containsExactlyInAnyOrder(0, 1);
        assertThat(third.usage(7).get("generator").amount().requests()).isEqualTo(2);
    }

    @Test
    void append_objectStore_readByTheNextAttempt() throws IOException {
        FileSystem store = new ObjectStore(files);
        Ledger first = Ledger.open(store, folder);
        first.append(call(7, 0), USAGE);
        first.append(call(7, 1), USAGE);

        assertThat(ordinals(Ledger.open(store, folder), 7)).containsExactly(0, 1);
    }

    @Test
    void append_manyThreads_nothingLost() throws Exception {
        for (FileSystem system : List.of(files, new ObjectStore(files))) {
            Path at = new Path(folder, system.getClass().getSimpleName());
            Ledger ledger = Ledger.open(system, at);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            IntStream.range(0, 400).forEach(i -> threads.execute(() -> ledger.append(call(i % 5, i), USAGE)));
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            Ledger again = Ledger.open(system, at);
            assertThat(IntStream.range(0, 5)
                            .map(row -> again.recorded(row).size())
                            .sum())
                    .isEqualTo(400);
        }
    }

    @Test
    void open_cutInARecord_wholeOnesStay() throws IOException {
        Ledger first = Ledger.open(files, folder);
        first.append(call(7, 0), USAGE);
        first.append(call(7, 1), USAGE);
        first.close();
        java.nio.file.Path file;
        try (var all = java.nio.file.Files.list(directory.resolve("slice"))) {
            file = all.findFirst().orElseThrow();
        }
        byte[] bytes = java.nio.file.Files.readAllBytes(file);
        java.nio.file.Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));

        assertThat(ordinals(Ledger.open(files, folder), 7)).containsExactly(0);
    }

    @Test
    void append_afterTheEnd_refused() throws IOException {
        Ledger ledger = Ledger.open(files, folder);
        ledger.append(call(7, 0), USAGE);
        ledger.close();

        assertThatThrownBy(() -> ledger.append(call(7, 1), USAGE)).isInstanceOf(StoreException.class);
    }
}
