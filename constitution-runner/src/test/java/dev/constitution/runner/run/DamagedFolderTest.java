package dev.constitution.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.LoopbackServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

    private LoopbackServer server;
    private String prompts;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        prompts = IntStream.range(0, ROWS)
                .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question " + i + "?\"}\n")
                .collect(Collectors.joining());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String[] command(Path from, Path out) {
        return new String[] {
            "run",
            "--prompts",
            from.toString(),
            "--out",
            out.toString(),
            "--model",
            server.model(),
            "--rounds=1",
            "--concurrency=1"
        };
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path old : files(to)) {
            Files.delete(old);
        }
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    /** A run whose prompts came from standard input, so that its folder holds them too. */
    private Path complete() throws IOException {
        Path out = folder.resolve("complete");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(prompts.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(CommandLineHarness.run(command(Path.of("-"), out)).exitCode())
                    .isZero();
        } finally {
            System.setIn(before);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "empty", "halve", "overwrite"})
    void run_anyFileDamaged_isRebuiltOrRefusedWithoutACall(String damage) throws Exception {
        Path sound = complete();
        Path damaged = folder.resolve("damaged");
        TreeSet<String> rebuilt = new TreeSet<>();
        for (Path file : files(sound)) {
            String name = file.getFileName().toString();
            copy(sound, damaged);
            damage(damaged.resolve(name), damage);
            int verdict = CommandLineHarness.run("verify", damaged.toString()).exitCode();
            // The manifest names the prompts where they were when the run began, which is where they still are.
            assertThat(verdict == 0).as(name).isEqualTo(name.equals("run.lock") || name.equals("prompts"));

            CommandLineHarness.Result again =
                    CommandLineHarness.run(command(damaged.resolve(PromptSource.SPOOLED), damaged));

            if (again.exitCode() == 0) {
                rebuilt.add(name);
                CommandLineHarness.requireSound(damaged, ROWS, ROWS);
                assertThat(damaged.resolve("pairs.jsonl")).hasSameBinaryContentAs(sound.resolve("pairs.jsonl"));
            } else {
                assertThat(again.exitCode()).as(name + ": " + again.err()).isIn(2, 7);
                assertThat(again.err()).contains(damaged.toString());
            }
        }
        assertThat(rebuilt).containsExactly("data-report.json", "pairs.jsonl", "run.lock", "sft.jsonl");
        assertThat(server.requests()).isEqualTo(CALLS);
    }

    /** Half of a run, killed while it waited for an answer, with the whole run of the same prompts beside it. */
    private Path killed(Path input) throws Exception {
        Path killed = folder.resolve("killed");
        server.hold().allow(CALLS / 2);
        ChildRun run = ChildRun.start(folder, command(input, killed));
        server.awaitRequests(CALLS / 2 + 1);
        run.kill();
        run.exitCode();
        server.allowAll();
        assertThat(CommandLineHarness.run(command(input, folder.resolve("straight")))
                        .exitCode())
                .isZero();
        return killed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "empty", "halve", "overwrite"})
    void run_anyFileOfAKilledRunDamaged_isFinishedOrRefused(String damage) throws Exception {
        Path input = Files.writeString(folder.resolve("p.jsonl"), prompts);
        Path killed = killed(input);
        Path damaged = folder.resolve("damaged");
        TreeSet<String> refused = new TreeSet<>();
        for (Path file : files(killed)) {
            String name = file.getFileName().toString();
            copy(killed, damaged);
            damage(damaged.resolve(name), damage);
            int before = server.requests();

            CommandLineHarness.Result again = CommandLineHarness.run(command(input, damaged));

            if (again.exitCode() == 0) {
                CommandLineHarness.requireSound(damaged, ROWS, ROWS);
                assertThat(damaged.resolve("pairs.jsonl"))
                        .hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
            } else {
                assertThat(again.exitCode()).as(name + ": " + again.err()).isIn(2, 7);
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
        Path input = Files.writeString(folder.resolve("p.jsonl"), prompts);
        Path killed = killed(input);
        byte[] log = Files.readAllBytes(killed.resolve("run.db-wal"));
        Path torn = folder.resolve("torn");

        for (int length = log.length; length > 0; length -= log.length - length < 200 ? 7 : log.length / 23) {
            copy(killed, torn);
            Files.deleteIfExists(torn.resolve("run.db-shm"));
            Files.write(torn.resolve("run.db-wal"), Arrays.copyOf(log, length));
            int before = server.requests();

            assertThat(CommandLineHarness.run(command(input, torn)).exitCode()).isZero();

            CommandLineHarness.requireSound(torn, ROWS, ROWS);
            assertThat(torn.resolve("pairs.jsonl")).hasSameBinaryContentAs(folder.resolve("straight/pairs.jsonl"));
            assertThat(server.requests() - before).isBetween(CALLS - CALLS / 2, CALLS);
        }
    }
}
