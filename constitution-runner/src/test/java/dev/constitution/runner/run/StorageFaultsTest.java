package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.Programs;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.Tampering;
import dev.constitution.runner.verify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage to a run's folder is found, named, and mended or refused; nothing is lost in silence. */
class StorageFaultsTest {
    private static final int ROWS = 12;

    @TempDir
    private Path folder;

    private RunFolder run;
    private final EchoModel model = new EchoModel();

    @BeforeEach
    void complete() throws Exception {
        run = new RunFolder(folder, "run", ROWS);
        run.run(model).concurrency(3).build().execute();
        run.requireSoundAndComplete(ROWS);
    }

    private CommandLineHarness.Result repair() {
        return CommandLineHarness.run("verify", run.directory().toString(), "--repair");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE outcome SET json = replace(json, 'Question', 'Questios') WHERE row = 4|outcome record of row 5",
                "UPDATE outcome SET kind = 'rejected' WHERE row = 4|outcome record of row 5",
                "UPDATE outcome SET kind = upper(kind) WHERE row = 4|outcome record of row 5",
                "UPDATE call SET form = upper(form) WHERE key = 4 << 20|call record 1 of row 5 is damaged",
                "UPDATE outcome SET kind = 'nonsense' WHERE row = 4|outcome record of row 5",
                "UPDATE call SET answer = replace(answer, 'Answer', 'Answes') WHERE key = 4 << 20|call record 1 of row 5 is damaged",
                "UPDATE call SET request = 'x' WHERE key = (4 << 20) + 1|call record 2 of row 5 is damaged",
                "DELETE FROM call WHERE key = (4 << 20) + 2|row 5 (p4): no recorded call gave the reply of revise/1",
                "INSERT INTO outcome SELECT 99, id, kind, detail, json, checksum FROM outcome WHERE row = 3|row 100",
            })
    void verify_tamperedRecord_isNamed(String tampering, String named) throws Exception {
        Tampering.sql(run.directory(), tampering);

        assertThat(run.verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains(named));
    }

    @Test
    void execute_damagedOutcome_isRefusedUntilItIsSetAside() throws Exception {
        Tampering.sql(run.directory(), "UPDATE outcome SET json = replace(json, 'Question', 'Questios') WHERE row = 4");
        byte[] before = Files.readAllBytes(run.file("pairs.jsonl"));

        assertThatThrownBy(() -> run.run(model).build().execute())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("outcome record of row 5")
                .hasMessageContaining("verify --repair");
        assertThat(repair().ended(ExitCode.PARTIAL).out()).contains("set aside: the outcome record of row 5");
        int calls = model.calls();

        run.run(model).build().execute();

        assertThat(model.calls()).isEqualTo(calls); // the row's answers were intact
        run.requireSoundAndComplete(ROWS);
        assertThat(run.file("pairs.jsonl")).hasBinaryContent(before);
    }

    /** What an outcome leaves to a call is in no other record. */
    @Test
    void anyReading_callRecordLostThatAnOutcomeRefersTo_saysSoUntilTheRowIsDoneAgain() throws Exception {
        byte[] before = Files.readAllBytes(run.file("pairs.jsonl"));
        Tampering.sql(run.directory(), "DELETE FROM call WHERE key = (4 << 20) + 2");
        int calls = model.calls();

        for (List<String> command : List.of(
                List.of("show", run.directory().toString(), "p4"),
                List.of("export", run.directory().toString(), "--format=trl", "--to=" + folder.resolve("trl.jsonl")),
                List.of("report", run.directory().toString()))) {
            CommandLineHarness.Result refused = CommandLineHarness.run(command).ended(ExitCode.CORRUPT);
            assertThat(refused.err()).contains("outcome record of row 5 lacks a text", "verify", "--repair");
        }
        assertThat(repair().ended(ExitCode.PARTIAL).out())
                .contains("no recorded call gave the reply of revise/1", "opened again: row 5");
        run.run(model).build().execute();

        assertThat(model.calls() - calls).isEqualTo(1);
        run.requireSoundAndComplete(ROWS);
        assertThat(run.file("pairs.jsonl")).hasBinaryContent(before);
    }

    @Test
    void execute_damagedCallOfAFinishedRow_isAskedAgainOnceSetAside() throws Exception {
        byte[] before = Files.readAllBytes(run.file("pairs.jsonl"));
        Tampering.sql(run.directory(), "UPDATE call SET answer = answer || ' ' WHERE key = 4 << 20");
        int calls = model.calls();

        assertThat(repair().ended(ExitCode.PARTIAL).out())
                .contains("set aside: the call record 1 of row 5", "opened again: row 5");
        run.run(model).build().execute();

        assertThat(model.calls() - calls).isEqualTo(1);
        run.requireSoundAndComplete(ROWS);
        assertThat(run.file("pairs.jsonl")).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sft.jsonl", "sft.jsonl.partial"})
    void run_fileNotWritable_endsWithTheStorageCodeAndGoesOnWithoutACall(String name) throws Exception {
        Path blocked = folder.resolve("blocked").resolve(name);
        Files.createDirectories(blocked.resolve("in the way"));
        try (LoopbackServer server = new LoopbackServer()) {
            List<String> command = List.of(
                    "run",
                    "--prompts=" + run.prompts(),
                    "--out=" + blocked.getParent(),
                    "--model=" + server.model(),
                    "--rounds=1");

            CommandLineHarness.Result stopped = CommandLineHarness.run(command).ended(ExitCode.STORAGE);

            assertThat(stopped.out() + stopped.err())
                    .contains(
                            "cannot write the run's files in " + blocked.getParent(), "to go on:\n  constitution run");
            Files.delete(blocked.resolve("in the way"));
            Files.delete(blocked);
            CommandLineHarness.run(command).succeeded();
            assertThat(server.answeredAgain()).isZero();
            CommandLineHarness.requireSound(blocked.getParent(), ROWS, ROWS);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no named pipes in folders")
    void execute_writingFailsOnTheWay_submitsNoFurtherCallAndGoesOn() throws Exception {
        int rows = 3000; // more than may wait in memory, so that some are stored, and written, on the way
        RunFolder broken = new RunFolder(folder, "broken", rows);
        Path pipe = Files.createDirectories(broken.directory()).resolve("pairs.jsonl.partial");
        Programs.output("mkfifo", pipe.toString());
        Thread reader = new Thread(() -> {
            try {
                Files.newInputStream(pipe).close(); // whoever writes now is told that nobody reads
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.start();

        RunResult stopped = broken.run(model).build().execute();

        reader.join();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.STORAGE);
        assertThat(stopped.outcomes().total()).isLessThan(rows);
        assertThat(pipe).as("half a file would take room").doesNotExist();
        RunResult resumed = broken.run(model).build().execute();
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.COMPLETE);
        assertThat(stopped.calls() + resumed.calls()).isEqualTo(3L * rows);
        broken.requireSoundAndComplete(rows);
    }

    @Test
    void verify_bitFlippedAnywhereInTheStore_isNeverSilent() throws Exception {
        Path store = run.file("run.db");
        byte[] sound = Files.readAllBytes(store);
        int silent = 0;
        int flips = 60;
        for (int i = 0; i < flips; i++) {
            byte[] flipped = sound.clone();
            int at = (int) ((long) sound.length * (2 * i + 1) / (2 * flips));
            flipped[at] ^= 0x10;
            Files.write(store, flipped);
            silent += isSilent() ? 1 : 0;
        }
        Files.write(store, sound);
        // A flip may hit free space, which holds nothing; the records read back the same then.
        byte[] pairs = Files.readAllBytes(run.file("pairs.jsonl"));
        run.run(model).build().execute();
        assertThat(run.file("pairs.jsonl")).hasBinaryContent(pairs);
        assertThat(silent).isLessThan(flips);
    }

    /** Whether a damaged store passes; then every record must still be the one that was written. */
    private boolean isSilent() throws IOException {
        try {
            Verdict verdict = run.verify();
            if (verdict.isSound()) {
                assertThat(verdict.outcomes()).isEqualTo(ROWS);
                assertThat(verdict.calls()).isEqualTo(3L * ROWS);
                return true;
            }
            return false;
        } catch (CorruptStoreException | StoreException | IllegalArgumentException e) {
            return false;
        }
    }
}
