package dev.constitution.runner.run;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.export.ExportWriter;
import dev.constitution.runner.export.FreshOutcomes;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.export.WrittenFiles;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.store.RunStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's exported files while its rows are done. Where they cannot be written the run ends in order. Used by one thread. */
final class GrowingFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(GrowingFiles.class);

    private static final String UNWRITABLE = "cannot write the run's files in ";

    private final RunPlan plan;
    private final RunStore store;
    private final FreshOutcomes fresh;
    private final ExportWriter files;
    private final List<WrittenFile> written = new ArrayList<>();

    private GrowingFiles(RunPlan plan, RunStore store, FreshOutcomes fresh, ExportWriter files) {
        this.plan = plan;
        this.store = store;
        this.fresh = fresh;
        this.files = files;
    }

    /**
     * Begins them anew, of what the store holds and of what comes fresh.
     *
     * @throws StoreException if they cannot be written
     */
    static GrowingFiles open(RunPlan plan, PromptSource source, RunStore store, FreshOutcomes fresh) {
        try {
            ExportWriter files = ExportWriter.ofRun(store, plan.directory(), source, plan.provenance());
            return new GrowingFiles(plan, store, fresh, files);
        } catch (IOException e) {
            throw new StoreException(UNWRITABLE + plan.directory(), e);
        }
    }

    /** Writes. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /** A disk that is full ends the run in order: what was answered is stored, or its row stays open. */
    static void stopUnlessWritable(RunPlan plan, Writing writing) {
        try {
            writing.run();
        } catch (StoreException e) {
            stop(plan, String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("writing the run's files failed", e);
            stop(
                    plan,
                    UNWRITABLE + plan.directory() + ": " + e.getMessage()
                            + "; make room, or let them be written, then run the same command again");
        }
    }

    private static void stop(RunPlan plan, String message) {
        plan.stop().stop(new RunStop(ExitCode.STORAGE, message));
    }

    /** Lets them grow by rows that have ended. */
    void advance() {
        stopUnlessWritable(plan, () -> files.advance(fresh));
    }

    /** Looks which pairs stand, of rows with all before them done; when no row is under way, of all. */
    void look(boolean isAtWork, PairGoal goal) {
        stopUnlessWritable(plan, () -> {
            if (!isAtWork) {
                store.writer().flush();
            }
            boolean goesOn = true;
            while (goesOn) {
                goesOn = files.advance(fresh) && !isAtWork;
            }
            goal.leftOut(files.leftOut());
        });
    }

    /** Puts the whole files in place. */
    void finish() throws IOException {
        store.writer().flush();
        files.advance(fresh);
        written.addAll(files.finish());
    }

    /** Those that are in place, and what was found in them. */
    WrittenFiles written() {
        return new WrittenFiles(written, files.report(), files.orders());
    }

    @Override
    public void close() {
        files.close();
    }
}
