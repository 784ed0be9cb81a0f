package dev.constitution.runner.testing;

import dev.constitution.runner.store.StoreFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes a run's store behind its back. */
public final class Tampering {
    private Tampering() {}

    public static void sql(Path run, String statement) throws SQLException {
        try (Connection connection = StoreFile.connect(run.resolve(StoreFile.NAME));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
