package dev.constitution.runner.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.NumberedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A finished run in a folder, and what its store becomes when it is damaged and mended. */
final class FinishedRun implements AutoCloseable {
    static final int ROWS = 24;
    static final int CALLS = 3 * ROWS;

    /** Small, so that what a small run stores stands on many, as that of a large one does. */
    static final int PAGE_BYTES = 4096;

    /** A prompt that no page holds, every so many rows. */
    private static final int LONG = 6;

    private static final List<String> TABLES = List.of("meta", "call", "outcome", "label", "set_aside");

    private final LoopbackServer server = new LoopbackServer().answering(new NumberedAnswers());
    private final Path sound;
    private final Path damaged;
    private final Path prompts;
    private final List<String> records;

    FinishedRun(Path folder) throws Exception {
        prompts = Files.writeString(
                folder.resolve("p.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"prompt\":\"Question number " + i + "?"
                                + (i % LONG == 0 ? " And more of it.".repeat(600) : "") + "\"}")
                        .collect(Collectors.joining("\n")));
        sound = folder.resolve("sound");
        damaged = folder.resolve("out");
        CommandLineHarness.run(command(damaged)).succeeded();
        makePagesSmall(damaged.resolve(StoreFile.NAME));
        Folders.copy(damaged, sound);
        records = records(sound);
    }

    private static void makePagesSmall(Path store) throws SQLException {
        try (Connection connection = StoreFile.connect(store);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA page_size = " + PAGE_BYTES);
            statement.execute("VACUUM");
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    List<String> command(Path out) {
        return List.of(
                "run",
                "--prompts=" + prompts,
                "--out=" + out,
                "--model=" + server.model(),
                "--rounds=1",
                "--concurrency=1");
    }

    /** The folder that is damaged. */
    Path folder() {
        return damaged;
    }

    Path store() {
        return damaged.resolve(StoreFile.NAME);
    }

    byte[] soundStore() throws IOException {
        return Files.readAllBytes(sound.resolve(StoreFile.NAME));
    }

    /** The folder as it was, but with these bytes for its store. */
    void damage(byte[] store) throws IOException {
        restore();
        Files.write(store(), store);
    }

    void restore() throws IOException {
        Folders.copy(sound, damaged);
    }

    LoopbackServer server() {
        return server;
    }

    int requests() {
        return server.requests();
    }

    CommandLineHarness.Result verify(String... more) {
        return CommandLineHarness.run(List.of("verify", damaged.toString()), more);
    }

    /** Whether all records are those that were written. */
    boolean isUnchanged() {
        try {
            return records(damaged).equals(records);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether a repair says that it can give back nothing. */
    boolean isNothingLeft() {
        CommandLineHarness.Result repair = verify("--repair");
        return repair.exitCode() == ExitCode.CORRUPT.number()
                && repair.err().contains("nothing of it can be given back");
    }

    /** Repairs, goes on, and holds the end against what was before; returns how many calls were asked again. */
    int mend() throws Exception {
        CommandLineHarness.Result repair = verify("--repair");
        assertThat(repair.exitCode())
                .as(repair.out() + repair.err())
                .isIn(ExitCode.COMPLETE.number(), ExitCode.PARTIAL.number());
        int left = (int) calls();
        int before = requests();

        CommandLineHarness.run(command(damaged)).succeeded();

        int asked = requests() - before;
        assertThat(asked).as(repair.out() + repair.err()).isEqualTo(CALLS - left);
        CommandLineHarness.requireSound(damaged, ROWS, ROWS);
        for (String file : List.of("pairs.jsonl", "sft.jsonl", "data-report.json")) {
            assertThat(damaged.resolve(file)).as(file).hasSameBinaryContentAs(sound.resolve(file));
        }
        return asked;
    }

    long calls() throws SQLException {
        try (Connection connection = StoreFile.readingAlone(store());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM call")) {
            count.next();
            return count.getLong(1);
        }
    }

    static List<String> records(Path folder) throws SQLException {
        List<String> records = new ArrayList<>();
        try (Connection connection = StoreFile.readingAlone(folder.resolve(StoreFile.NAME));
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet all = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1, 2")) {
                    while (all.next()) {
                        StringBuilder record = new StringBuilder(table);
                        for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
                            record.append('\0').append(all.getString(i));
                        }
                        records.add(record.toString());
                    }
                }
            }
        }
        return records;
    }

    @Override
    public void close() {
        server.close();
    }
}
