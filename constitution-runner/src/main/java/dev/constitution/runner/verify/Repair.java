package dev.constitution.runner.verify;

import dev.constitution.runner.base.Target;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes out of use what is damaged and what was built on it, and says so. What was paid stays counted. */
final class Repair {
    private static final String DAMAGED = "damaged";
    private static final int AT_ONCE = 256;

    private final RunStore store;
    private final Consumer<String> said;
    private final Set<Long> reopened = new HashSet<>();
    private final Set<String> awaited = new TreeSet<>();
    private boolean areAllReopened;

    /**
     * @param said hears what is done
     */
    Repair(RunStore store, Consumer<String> said) {
        this.store = store;
        this.said = said;
    }

    RunStore store() {
        return store;
    }

    void setAside(StoredRecords.Checked<?> record) {
        store.writer().setAside(List.of(record), DAMAGED);
        said.accept("set aside: the " + record);
    }

    /** A damaged call, counted as what it is known to have taken. */
    void setAside(StoredRecords.Taken call, String role, CallUsage usage) {
        store.writer().setAside(call.call().key(), DAMAGED, role, usage);
        said.accept("set aside: the " + call.call());
    }

    /** Counts a record that is set aside as this. */
    void count(StoredRecords.SetAside record, @Nullable String role, @Nullable CallUsage usage) {
        store.writer().setAsideAgain(record, role, usage);
        said.accept("written again as it stands: " + record);
    }

    void took(StoredRecords.Taken call, CallUsage usage) {
        store.writer().took(call.call().key(), usage);
        said.accept("counted again: what the " + call.call() + " took");
    }

    /** A file that the run's command makes again. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Target.failure(file.toString(), e);
        }
        said.accept("removed: " + file.getFileName() + ", which was not what its name says");
    }

    /** Has the run's command do a row again, with the answers that it was given. */
    void reopen(long row) {
        if (!areAllReopened && reopened.add(row)) {
            store.outcome(row).ifPresent(outcome -> {
                store.writer().setAside(List.of(outcome), "reopened");
                said.accept("opened again: row " + (row + 1));
            });
        }
    }

    /** Has the run's command do every row again, with the answers that they were given. */
    void reopenAll() {
        if (areAllReopened) {
            return;
        }
        areAllReopened = true;
        long rows = 0;
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = store.allOutcomes(Long.MIN_VALUE);
        while (all.hasNext()) {
            List<StoredRecords.Checked<?>> some = new ArrayList<>();
            while (all.hasNext() && some.size() < AT_ONCE) {
                some.add(all.next());
            }
            store.writer().setAside(some, "reopened");
            rows += some.size();
        }
        said.accept("opened again: all " + rows + " rows that were done; their answers are kept");
    }

    /**
     * Takes a setting out of use.
     *
     * @param isAwaited whether the run's command writes it again
     */
    void forget(String name, boolean isAwaited) {
        store.writer().forget(name, DAMAGED);
        if (isAwaited) {
            awaited.add(name);
        }
        said.accept("set aside: the setting " + name);
    }

    void write(String name, String value) {
        store.writer().meta(name, value);
        said.accept("written again: the setting " + name);
    }

    /** Has the run's command write its files again, of which this one is not what it should be. */
    void outdate(Path file) {
        store.writer().meta(WrittenFiles.META, "");
        said.accept("to be written again: " + file.getFileName());
    }

    /** Notes what the store holds now. */
    void finish() {
        store.takeInventory(awaited);
    }
}
