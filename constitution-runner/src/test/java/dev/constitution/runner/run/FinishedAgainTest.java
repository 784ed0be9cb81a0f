package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.Tampering;
import dev.constitution.runner.threads.StopSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose rows are all done, started again. */
class FinishedAgainTest {
    private static final int ROWS = 12;
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private RunFolder out;
    private RunResult first;

    @BeforeEach
    void run() throws Exception {
        out = new RunFolder(folder, "out", ROWS);
        first = start();
    }

    private RunResult start() throws Exception {
        return out.run(RunFolder.stage(new EchoModel(), 2), 2).build().execute();
    }

    private void backdate() throws IOException {
        for (String name : new String[] {"pairs.jsonl", "sft.jsonl", "data-report.json"}) {
            Files.setLastModifiedTime(out.file(name), LONG_AGO);
        }
    }

    private boolean isWritten(String name) throws IOException {
        return !Files.getLastModifiedTime(out.file(name)).equals(LONG_AGO);
    }

    @Test
    void execute_filesAsTheyWere_writesNoneAndSaysTheSame() throws Exception {
        backdate();

        RunResult again = start();

        assertThat(isWritten("pairs.jsonl")).isFalse();
        assertThat(isWritten("data-report.json")).isFalse();
        assertThat(again.files()).isEqualTo(first.files());
        assertThat(again.data()).isEqualTo(first.data());
        assertThat(again.judged()).isEqualTo(first.judged());
        assertThat(again.outcomes()).isEqualTo(first.outcomes());
        assertThat(again.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs.jsonl", "sft.jsonl", "data-report.json"})
    void execute_oneFileChangedOrGone_writesAll(String name) throws Exception {
        String before = Files.readString(out.file(name));
        Files.writeString(out.file(name), before.replace('e', 'i'));
        backdate();

        start();

        assertThat(out.file(name)).hasContent(before);
        Files.delete(out.file(name));
        start();
        assertThat(out.file(name)).hasContent(before);
    }

    @Test
    void execute_rowOpenedAgain_doesItAndWritesAll() throws Exception {
        String before = Files.readString(out.file("pairs.jsonl"));
        try (RunStore store = RunStore.openExisting(out.directory())) {
            store.writer().setAside(List.of(store.outcome(3).orElseThrow()), "for the test");
        }
        backdate();

        RunResult again = start();

        assertThat(isWritten("pairs.jsonl")).isTrue();
        assertThat(again.replayed()).isPositive();
        assertThat(out.file("pairs.jsonl")).hasContent(before);
    }

    @Test
    void execute_rowOpenedAgainAndStopped_forgetsWhatTheFilesWere() throws Exception {
        String before = Files.readString(out.file("pairs.jsonl"));
        try (RunStore store = RunStore.openExisting(out.directory())) {
            assertThat(store.meta(WrittenFiles.META)).isPresent();
            store.writer().setAside(List.of(store.outcome(3).orElseThrow()), "for the test");
        }
        StopSwitch stop = new StopSwitch();
        stop.stop(new RunStop(ExitCode.INTERRUPTED, "for the test"));

        out.run(RunFolder.stage(new EchoModel(), 2), 2).stop(stop).build().execute();

        try (StoreView store = StoreView.of(out.directory())) {
            assertThat(store.meta(WrittenFiles.META)).contains("");
        }
        start();
        assertThat(out.file("pairs.jsonl")).hasContent(before);
    }

    /** The files hold the text that the outcome left to the call. */
    @Test
    void execute_callLost_writesNoFileAndVerifyFindsIt() throws Exception {
        Tampering.sql(out.directory(), "DELETE FROM call WHERE key = 3 << 20");
        backdate();

        RunResult again = start();

        assertThat(isWritten("pairs.jsonl")).isFalse();
        assertThat(again.files()).isEqualTo(first.files());
        assertThat(again.calls()).isZero();
        assertThat(CommandLineHarness.run(List.of("verify", out.directory().toString()))
                        .ended(ExitCode.CORRUPT)
                        .out())
                .contains("row 4 (p3): no recorded call gave the reply of generate");
    }

    @Test
    void execute_promptsChanged_isRefusedAsBefore() throws Exception {
        Path prompts = folder.resolve("out.jsonl");
        assertThat(prompts).exists();
        Files.writeString(prompts, Files.readString(prompts).replace("Question", "Request"));

        assertThatThrownBy(this::start).isInstanceOf(OtherRunException.class);
    }

    @Test
    void execute_rowBeyondTheLimitSetAside_writesAll() throws Exception {
        try (RunStore store = RunStore.openExisting(out.directory())) {
            store.writer().setAside(List.of(store.outcome(ROWS - 1).orElseThrow()), "for the test");
        }

        out.run(RunFolder.stage(new EchoModel(), 2), 2).limit(2).build().execute();

        assertThat(Files.readAllLines(out.file("pairs.jsonl"))).hasSize(ROWS - 1);
    }
}
