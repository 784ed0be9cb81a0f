package dev.constitution.runner.salvage;

import dev.constitution.runner.base.SymbolicLinks;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.store.StoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A damaged store, and the name under which it is kept: {@code run.db.damaged}, the next {@code run.db.damaged-2}, and so on.
 *
 * <p>A kill at any moment leaves the old file or the new one in place: the old file has its second name before the new one is
 * put over it. Its log, which the new one must not meet, has moved by then; a repair that finds the two names on one file goes on
 * with what the killed one had begun.
 */
final class DamagedStore {
    private final StorePair own;
    private final StorePair kept;

    private DamagedStore(StorePair own, StorePair kept) {
        this.own = own;
        this.kept = kept;
    }

    static DamagedStore in(Path directory) throws IOException {
        StorePair own = StorePair.in(directory);
        StorePair last = name(directory, 1);
        StorePair next = last;
        for (int n = 2; next.hasFile() || next.hasLog(); n++) {
            last = next;
            next = name(directory, n);
        }
        return new DamagedStore(own, isBegun(own, last) ? last : next);
    }

    private static StorePair name(Path directory, int number) {
        String suffix = number == 1 ? "" : "-" + number;
        StorePair pair = StorePair.named(directory.resolve(StoreFile.NAME + StoreFile.DAMAGED + suffix));
        SymbolicLinks.refuse(pair.file());
        SymbolicLinks.refuse(pair.log());
        return pair;
    }

    /** Whether what is in use is kept already, as a killed repair leaves it. */
    private static boolean isBegun(StorePair own, StorePair kept) throws IOException {
        if (!own.hasFile()) {
            return !kept.hasFile() && kept.hasLog() && !own.hasLog();
        }
        return kept.hasFile() && !(own.hasLog() && kept.hasLog()) && Files.mismatch(own.file(), kept.file()) < 0;
    }

    /** What is to be read: the log may have its second name already. */
    StorePair source() throws IOException {
        return new StorePair(own.file(), own.hasLog() ? own.log() : kept.log());
    }

    /** Puts a new store in place, and returns the name of the old one, if there was one. */
    Path replaceBy(Path whole) throws IOException {
        if (own.hasFile() && !kept.hasFile()) {
            keep();
        }
        if (own.hasLog()) {
            Files.move(own.log(), kept.log(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(own.log());
        Files.deleteIfExists(own.file().resolveSibling(StoreFile.NAME + "-shm"));
        WholeFile.putInPlace(whole, own.file());
        return kept.file();
    }

    private void keep() throws IOException {
        try {
            Files.createLink(kept.file(), own.file());
        } catch (IOException | UnsupportedOperationException e) { // a file system without second names
            Path partial = WholeFile.partial(kept.file());
            Files.copy(own.file(), partial, StandardCopyOption.REPLACE_EXISTING);
            WholeFile.putInPlace(partial, kept.file());
        }
    }
}
