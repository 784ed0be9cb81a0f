package dev.constitution.runner.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Exports;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An addition that is ended anywhere leaves a data set, and the next one leaves what one without a kill does. */
class HfAdditionKillTest {
    private static final int ROWS = 200;
    private static final String PARTS = "--part-size=4KB";

    @TempDir
    private Path folder;

    private Path hub;
    private Path second;
    private Path whole;

    @BeforeEach
    void write() throws IOException {
        hub = folder.resolve("hub");
        Exports.write(run("first", 0), "hf", hub, PARTS).succeeded();
        second = run("second", ROWS);
        whole = copy(hub, folder.resolve("whole"));
        Exports.write(second, "hf", whole, "--append", PARTS).succeeded();
    }

    private Path run(String name, int from) throws IOException {
        List<OutcomeRecord> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(StoredRows.question(i, "p" + (from + i), "Question " + (from + i) + "?"));
        }
        return StoredRows.write(folder.resolve(name), rows);
    }

    private static Path copy(Path from, Path to) throws IOException {
        for (String name : FolderBytes.of(from).keySet()) {
            Files.createDirectories(to.resolve(name).getParent());
            Files.copy(from.resolve(name), to.resolve(name));
        }
        return to;
    }

    private List<String> command() {
        return List.of("export", second.toString(), "--format=hf", "--to=" + hub, "--append", PARTS);
    }

    /** Whatever was begun: the card names files that are whole, those of before or all. */
    private void requireADataSet(Map<String, String> before) throws IOException {
        CommandLineHarness.Result verified = CommandLineHarness.run("verify", hub.toString());
        assertThat(verified.exitCode()).as(verified.out()).isIn(ExitCode.COMPLETE.number(), ExitCode.PARTIAL.number());
        Map<String, String> now = FolderBytes.of(hub);
        Map<String, String> old = new TreeMap<>(before);
        String card = old.remove("README.md");
        assertThat(now).containsAllEntriesOf(old);
        assertThat(now.get("README.md")).isIn(card, FolderBytes.of(whole).get("README.md"));
        for (List<String> files : CardHead.of(hub.resolve("README.md")).files().values()) {
            for (String file : files) {
                assertThat(named(file)).as(file).isNotEmpty();
            }
        }
    }

    /** The files that a reader finds by what a card names. */
    private List<Path> named(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var files = Files.newDirectoryStream(hub.resolve("data"), pattern.replaceFirst("data/", ""))) {
            files.forEach(found::add);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 40, 1000})
    void append_killed_leavesTheOldSetOrTheNewAndTheNextOneEndsIt(int filesWrittenBefore) throws Exception {
        Map<String, String> before = FolderBytes.of(hub);
        ChildRun child = ChildRun.start(folder, command());
        while (child.isAlive() && !isDue(before.size() + filesWrittenBefore)) {
            Thread.onSpinWait();
        }
        child.kill();

        requireADataSet(before);

        CommandLineHarness.run(command()).succeeded();
        assertThat(FolderBytes.of(hub))
                .isEqualTo(FolderBytes.of(whole)); // the lock of the killed one among what is gone
    }

    /** The last of the numbers stands for the moment in which the manifest comes. */
    private boolean isDue(int files) throws IOException {
        if (files > 1000) {
            return Files.exists(hub.resolve("manifest-2.json"));
        }
        try (Stream<Path> data = Files.list(hub.resolve("data"))) {
            return data.count() + 3 >= files;
        }
    }

    @Test
    void append_endedBetweenAnyTwoSteps_isEndedByTheNextOfAnyRun() throws IOException {
        Map<String, String> before = FolderBytes.of(hub);
        Map<String, String> after = FolderBytes.of(whole);
        Path old = copy(hub, folder.resolve("old"));
        Path third = run("third", 2 * ROWS);
        List<String> steps = new ArrayList<>(after.keySet());
        steps.removeAll(before.keySet());
        steps.remove("manifest-2.json");
        int data = steps.size();
        for (int done : new int[] {1, data / 2, data, data + 1, data + 2, data + 3}) {
            hub = copy(old, folder.resolve("ended-" + done));
            for (String step : steps.subList(0, Math.min(done, data))) {
                Files.copy(whole.resolve(step), hub.resolve(step));
            }
            Path card = hub.resolve("README.md");
            Files.writeString(hub.resolve(FolderLock.BEGUN), "2\n");
            if (done > data) {
                Files.copy(whole.resolve("README.md"), WholeFile.partial(card));
            }
            if (done > data + 1) {
                Files.copy(whole.resolve("manifest-2.json"), hub.resolve("manifest-2.json"));
            }
            if (done > data + 2) {
                WholeFile.putInPlace(WholeFile.partial(card), card);
            } else {
                Files.writeString(hub.resolve("data/train_sft-00007-added-2.jsonl.partial"), "{\"messages\"");
            }

            requireADataSet(before);
            Path other = copy(hub, folder.resolve("other-" + done));
            CommandLineHarness.run(command()).succeeded();
            assertThat(FolderBytes.of(hub)).as("after %s steps", done).isEqualTo(after);

            Exports.write(third, "hf", other, "--append").succeeded();
            assertThat(CommandLineHarness.run("verify", other.toString())
                            .succeeded()
                            .out())
                    .contains(done > data + 1 ? "3 exports" : "2 exports");
        }
    }

    @Test
    void append_byTwoAtOnce_addsOnce() throws Exception {
        ChildRun one = ChildRun.start(folder, command());
        ChildRun two = ChildRun.start(folder, command());
        while (!one.endsWithin(Duration.ofSeconds(1)) || !two.endsWithin(Duration.ofSeconds(1))) {
            Thread.onSpinWait();
        }

        assertThat(List.of(one.exitCode(), two.exitCode()))
                .as(one.output() + two.output())
                .contains(ExitCode.COMPLETE.number())
                .isSubsetOf(ExitCode.COMPLETE.number(), ExitCode.USAGE.number());
        assertThat(FolderBytes.of(hub)).isEqualTo(FolderBytes.of(whole));
    }
}
