package dev.constitution.runner.salvage;

import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.Target;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.sqlite.DatabasePages;
import dev.constitution.runner.store.AnswerLog;
import dev.constitution.runner.store.CorruptStoreException;
import dev.constitution.runner.store.RunLock;
import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Gives back what is left of a store that SQLite cannot go on with. */
public final class Salvage {
    private Salvage() {}

    /**
     * Puts a new store in place of one that cannot be read, with every record of it that is what was written, and keeps the
     * damaged file. What the answer logs hold, the next opening takes in.
     *
     * @return empty where the store can be read, and nothing was changed
     * @throws UsageException if another process works on the run, or the folder holds none
     * @throws CorruptStoreException if nothing can be given back
     * @throws StoreException if the new store cannot be written
     */
    public static Optional<SalvageReport> repair(Path directory) throws IOException {
        StoreFile.requireRun(directory);
        RunLock lock = Target.write(directory, () -> RunLock.take(directory));
        try (lock) {
            DamagedStore damaged = DamagedStore.in(directory);
            Optional<String> fault = StoreFaults.first(damaged.source());
            return fault.isEmpty() ? Optional.empty() : Optional.of(repair(directory, damaged, fault.get()));
        }
    }

    /** Whether there is something in a folder that may be given back, or be mended as it is. */
    public static boolean mayHelp(Path directory) {
        try {
            StorePair store = StorePair.in(directory);
            StorePair kept = StorePair.named(directory.resolve(StoreFile.NAME + StoreFile.DAMAGED));
            return store.hasFile() || store.hasLog() || kept.hasFile() || kept.hasLog() || hasAnswers(directory);
        } catch (IOException e) {
            return true; // what it is, the repair says
        }
    }

    private static SalvageReport repair(Path directory, DamagedStore damaged, String fault) throws IOException {
        Path file = directory.resolve(StoreFile.NAME);
        Path whole = WholeFile.partial(file);
        StorePair left = StorePair.named(whole);
        StorePair source = damaged.source();
        boolean isLogOfAnother = DatabasePages.isOfAnother(source.file(), source.log());
        clear(left);
        try (DatabasePages pages = DatabasePages.open(source.file(), isLogOfAnother ? whole : source.log())) {
            SalvageReport report = SalvagedStore.write(whole, pages, fault);
            if (!report.hasAny() && !hasAnswers(directory)) {
                clear(left);
                throw new CorruptStoreException(
                        file + ": " + fault + ", and nothing of it can be given back; restore it from a"
                                + " copy, or give the run's command another --out, to do every row anew");
            }
            return report.keptAs(damaged.replaceBy(whole));
        } catch (SQLException e) {
            throw new StoreException("cannot write the run's store " + whole, e);
        }
    }

    private static void clear(StorePair left) throws IOException {
        Files.deleteIfExists(left.file());
        Files.deleteIfExists(left.log());
        Files.deleteIfExists(left.file().resolveSibling(left.file().getFileName() + "-shm"));
    }

    private static boolean hasAnswers(Path directory) throws IOException {
        for (Path log : AnswerLog.files(directory)) {
            if (Files.exists(log) && Files.size(log) > 0) {
                return true;
            }
        }
        return false;
    }
}
