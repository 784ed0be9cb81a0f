package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.input.RunInput;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.RunFolder;
import dev.constitution.runner.testing.StandardInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of real runs, damaged file by file and byte by byte, and gone on with. */
class DamagedFolderTest {
    private static final int ROWS = 6;
    private static final int CALLS = 3 * ROWS;

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path input;

    /** Files of a finished run that are there for processes to agree by. */
    private static final Set<String> HOLD_NOTHING = Set.of("run.lock", "run.db-wal", "run.db-shm");

    @BeforeEach
    void writePrompts() throws IOException {
        input = RunFolder.writePrompts(folder.resolve("p.jsonl"), 0, ROWS);
    }

    private List<String> command(Path from, Path out) {
        return List.of(
                "run",
                "--prompts=" + from,
                "--out=" + out,
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=1");
    }

    /** A run whose prompts came from standard input, so that its folder holds them too. */
    private Path complete() throws Exception {
        Path out = folder.resolve("complete");
        StandardInput.holding(
                Files.readString(input),
                () -> CommandLineHarness.run(command(Path.of("-"), out)).succeeded());
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "empty", "halve", "overwrite"})
    void run_anyFileDamaged_isRebuiltOrRefusedWithoutACall(String damage) throws Exception {
        Path sound = complete();
        Path damaged = folder.resolve("damaged");
        TreeSet<String> rebuilt = new TreeSet<>();
        for (Path file : Folders.files(sound)) {
            String name = file.getFileName().toString();
            Folders.copy(sound, damaged);
            damage(damaged.resolve(name), damage);
            int verdict = CommandLineHarness.run("verify", damaged.toString()).exitCode();
            assertThat(verdict == 0).as(name).isEqualTo(HOLD_NOTHING.contains(name));

            CommandLineHarness.Result again = CommandLineHarness.run(command(damaged.resolve(RunInput.NAME), damaged));

            if (again.exitCode() == 0) {
                rebuilt.add(name);
                CommandLineHarness.requireSound(damaged, ROWS, ROWS);
                assertThat(damaged.resolve("pairs.jsonl")).hasSameBinaryContentAs(sound.resolve("pairs.jsonl"));
            } else {
                assertThat(again.exitCode())
                        .as(name + ": " + again.err())
                        .isIn(ExitCode.USAGE.number(), ExitCode.CORRUPT.number());
                assertThat(again.err()).contains(damaged.toString());
            }
        }
        assertThat(rebuilt)
                .containsExactly(
                        "data-report.json", "pairs.jsonl", "run.db-shm", "run.db-wal", "run.lock", "sft.jsonl");
        assertThat(server.requests()).isEqualTo(CALLS);
    }

    /** Half of a run, killed while it waited for an answer, with the whole run of the same prompts beside it. */
    private Path killed() throws Exception {
        Path killed = folder.resolve("killed");
        server.hold().allow(CALLS / 2);
        ChildRun run = ChildRun.start(folder, command(input, killed));
        server.awaitRequests(CALLS / 2 + 1);
        run.kill();
        server.allowAll();
        CommandLineHarness.run(command(input, folder.resolve("straight"))).succeeded();
        return killed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "empty", "halve", "overwrite"})
    void run_anyFileOfAKilledRunDamaged_isFinishedOrRefused(String damage) throws Exception {
        Path killed = killed();
        Path damaged = folder.resolve("damaged");
        TreeSet<String> refused = new TreeSet<>();
        for (Path file : Folders.files(killed)) {
            String name = file.getFileName().toString();
            Folders.copy(killed, damaged);
            damage(damaged.resolve(name), damage);
            int before = server.requests();

            CommandLineHarness.Result again = CommandLineHarness.run(command(input, damaged));

            if (again.exitCode() == 0) {
                CommandLineHarness.requireSound(damaged, ROWS, ROWS);
                assertThat(damaged.resolve("pairs.jsonl"))
                        .hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
            } else {
                assertThat(again.exitCode())
                        .as(name + ": " + again.err())
                        .isIn(ExitCode.USAGE.number(), ExitCode.CORRUPT.number());
                assertThat(again.err()).contains(damaged.toString());
                assertThat(server.requests()).as(name).isEqualTo(before);
                refused.add(name);
            }
        }
        boolean isLost = damage.equals("delete") || damage.equals("empty");
        assertThat(refused.contains("run.db")).as("refused are " + refused).isEqualTo(isLost);
    }

    private static void damage(Path file, String damage) throws IOException {
        switch (damage) {
            case "delete" -> Files.delete(file);
            case "empty" -> Files.write(file, new byte[0]);
            case "halve" -> {
                try (RandomAccessFile half = new RandomAccessFile(file.toFile(), "rw")) {
                    half.setLength(half.length() / 2);
                }
            }
            default -> Files.writeString(file, "this is not what was here ".repeat(40));
        }
    }

    @Test
    void run_storeTornAtAnyByte_losesAtMostWhatWasTornOffAndEndsTheSame() throws Exception {
        Path killed = killed();
        byte[] log = Files.readAllBytes(killed.resolve("run.db-wal"));
        Path torn = folder.resolve("torn");

        for (int length = log.length; length > 0; length -= log.length - length < 200 ? 7 : log.length / 23) {
            Folders.copy(killed, torn);
            Files.deleteIfExists(torn.resolve("run.db-shm"));
            Files.write(torn.resolve("run.db-wal"), Arrays.copyOf(log, length));
            int before = server.requests();

            CommandLineHarness.run(command(input, torn)).succeeded();

            CommandLineHarness.requireSound(torn, ROWS, ROWS);
            assertThat(torn.resolve("pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
            assertThat(server.requests() - before).isBetween(CALLS - CALLS / 2, CALLS);
        }
    }
}
