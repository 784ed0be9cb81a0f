package dev.constitution.runner.salvage;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.TemporaryFolder;
import dev.constitution.runner.sqlite.DatabasePages;
import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Why SQLite cannot go on with a store. Nothing of it changes by being looked at. */
final class StoreFaults {
    /** What lies in the machine, not in the file. */
    private static final Set<Integer> OF_THE_MACHINE = Set.of(
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_NOMEM.code,
            SQLiteErrorCode.SQLITE_BUSY.code,
            SQLiteErrorCode.SQLITE_FULL.code);

    private StoreFaults() {}

    /** The first that is found; empty where SQLite reads all of it. */
    static Optional<String> first(StorePair store) throws IOException {
        if (!store.hasFile()) {
            return Optional.of("is missing or empty");
        } else if (DatabasePages.isOfAnother(store.file(), store.log())) {
            return Optional.of("has the log of another " + StoreFile.NAME + " beside it");
        }
        return store.hasLog() ? ofCopy(store) : ofFile(store.file(), store.file());
    }

    /** SQLite tells what a torn log holds only when it may mend it. */
    private static Optional<String> ofCopy(StorePair store) throws IOException {
        try (TemporaryFolder copies = TemporaryFolder.named("constitution-store")) {
            StorePair copy = StorePair.in(copies.path());
            Files.copy(store.file(), copy.file());
            Files.copy(store.log(), copy.log());
            try {
                StoreFile.connect(copy.file()).close(); // its log goes into it
            } catch (SQLException e) {
                return fault(e, store.file());
            }
            return ofFile(copy.file(), store.file());
        }
    }

    private static Optional<String> ofFile(Path file, Path named) {
        try (Connection reading = StoreFile.readingAlone(file);
                Statement statement = reading.createStatement();
                ResultSet check = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String found = check.next() ? check.getString(1) : "ok";
            if (!found.equals("ok")) {
                return Optional.of("is damaged (" + found + ")");
            }
            List<String> tables = StoreFile.faultsOfTables(reading);
            return tables.stream().findFirst().map(fault -> "is damaged (" + fault + ")");
        } catch (SQLException e) {
            return fault(e, named);
        }
    }

    private static Optional<String> fault(SQLException e, Path file) {
        if (e instanceof SQLiteException sqlite && OF_THE_MACHINE.contains(sqlite.getResultCode().code & 0xff)) {
            throw new StoreException("cannot read the run's store " + file, e);
        }
        return Optional.of("is damaged (" + e.getMessage() + ")");
    }
}
