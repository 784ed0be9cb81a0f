package dev.constitution.runner.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that SQLite has written, read with and without it. */
class DatabasePagesTest {
    private static final int RECORDS = 200;

    @TempDir
    private Path folder;

    /** Records of every type and of lengths from nothing to many pages, in a table with rowids and in one without. */
    private Path write(int pageSize) throws SQLException {
        Path file = folder.resolve("random.db");
        Random random = new Random(pageSize);
        try (Connection connection = StoreFile.connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
            statement.execute("PRAGMA page_size = " + pageSize);
            statement.execute("CREATE TABLE one (key INTEGER PRIMARY KEY, a, b)");
            statement.execute("CREATE TABLE two (a TEXT PRIMARY KEY, b, c) WITHOUT ROWID");
            connection.setAutoCommit(false);
            insert(connection, random);
            connection.commit();
        }
        return file;
    }

    private static void insert(Connection connection, Random random) throws SQLException {
        try (PreparedStatement one = connection.prepareStatement("INSERT INTO one VALUES (?, ?, ?)");
                PreparedStatement two = connection.prepareStatement("INSERT INTO two VALUES (?, ?, ?)")) {
            for (int i = 0; i < RECORDS; i++) {
                one.setLong(1, random.nextLong());
                one.setObject(2, value(random));
                one.setObject(3, value(random));
                one.executeUpdate();
                two.setString(1, "key " + i + "é".repeat(random.nextInt(300)));
                two.setObject(2, value(random));
                two.setObject(3, value(random));
                two.executeUpdate();
            }
        }
    }

    private static Object value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextDouble();
            case 3 -> random.nextBoolean() ? 1L : 0L;
            case 4 -> "äöü €𝄞".repeat(random.nextInt(1_000));
            default -> {
                byte[] bytes = new byte[random.nextInt(10_000)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    /** As SQLite reads them. */
    private static List<String> records(Path file) throws SQLException {
        List<String> records = new ArrayList<>();
        try (Connection connection = StoreFile.connect(file);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of("SELECT key, NULL, a, b FROM one", "SELECT 'none', a, b, c FROM two")) {
                try (ResultSet all = statement.executeQuery(sql)) {
                    while (all.next()) {
                        List<Object> values = new ArrayList<>();
                        for (int i = 2; i <= 4; i++) {
                            Object value = all.getObject(i);
                            values.add(value instanceof Integer whole ? Long.valueOf(whole) : value);
                        }
                        records.add(text(all.getString(1), values));
                    }
                }
            }
        }
        return records;
    }

    private static String text(String rowid, List<?> values) {
        StringBuilder text = new StringBuilder(rowid);
        values.forEach(value -> text.append('|')
                .append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value));
        return text.toString();
    }

    /** As they are read without it; its own schema is another table's. */
    private static List<String> found(Path file, Path log) throws IOException {
        List<String> found = new ArrayList<>();
        try (DatabasePages pages = DatabasePages.open(file, log)) {
            pages.records(record -> {
                if (record.values().size() == 3) {
                    found.add(text(
                            record.rowid() == null ? "none" : record.rowid().toString(), record.values()));
                }
                return true;
            });
        }
        return found;
    }

    private Path log() {
        return folder.resolve("random.db-wal");
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 8192, 65_536})
    void records_ofAnyPageSize_areThoseThatSqliteReads(int pageSize) throws Exception {
        Path file = write(pageSize);

        assertThat(found(file, log())).containsExactlyInAnyOrderElementsOf(records(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 16_384})
    void records_headGone_areReadAllTheSame(int pageSize) throws Exception {
        Path file = write(pageSize);
        List<String> written = records(file);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 100, (byte) 0);
        Files.write(file, bytes);

        assertThat(found(file, log())).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void records_inTheLog_areThoseThatWereCommitted() throws Exception {
        Path file = write(4096);
        Path copies = Files.createDirectory(folder.resolve("copies"));
        List<List<String>> states = new ArrayList<>(List.of(records(file)));
        try (Connection connection = StoreFile.connect(file);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                statement.execute("UPDATE one SET a = 'changed " + i + "' WHERE key % 3 = " + (i % 3));
                statement.execute("INSERT INTO two VALUES ('new " + i + "', zeroblob(9000), 1)");
                Files.copy(file, copies.resolve(i + ".db"));
                Files.copy(log(), copies.resolve(i + ".wal"));
                states.add(records(file));
            }
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO two VALUES ('never committed', 1, 1)");
            Files.copy(log(), copies.resolve("open.wal"));
            connection.rollback();
        }
        for (int i = 0; i < 3; i++) {
            assertThat(found(copies.resolve(i + ".db"), copies.resolve(i + ".wal")))
                    .containsExactlyInAnyOrderElementsOf(states.get(i + 1));
        }
        byte[] torn = Files.readAllBytes(copies.resolve("2.wal"));
        torn[torn.length - 5] ^= 1; // the last transaction's last frame
        Files.write(copies.resolve("torn.wal"), torn);
        assertThat(found(copies.resolve("2.db"), copies.resolve("torn.wal")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(states).anyMatch(state -> state.contains(record)))
                .noneMatch(record -> record.startsWith("none|new 2"));
        assertThat(found(copies.resolve("2.db"), copies.resolve("open.wal")))
                .containsExactlyInAnyOrderElementsOf(states.get(3));
    }

    @Test
    void records_ofNoDatabase_areNone() throws Exception {
        Path file = folder.resolve("random.db");
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        Files.write(file, bytes);

        assertThat(found(file, log())).isEmpty();
        assertThat(found(folder.resolve("none.db"), log())).isEmpty();
    }
}
