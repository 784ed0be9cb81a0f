package dev.constitution.runner.export;

import dev.constitution.chat.ModelRole;
import dev.constitution.gate.Gate;
import dev.constitution.runner.base.WholeFile;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.format.ExportFormat;
import dev.constitution.runner.format.ExportRow;
import dev.constitution.runner.format.NativeExport;
import dev.constitution.runner.format.SftExport;
import dev.constitution.runner.format.VerdictsExport;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.outcome.OutcomeRecord;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.store.StoreView;
import dev.constitution.runner.store.StoredRecords;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes exports from a run's store, in the input's order, each row once. While a run goes on, {@code NAME.partial} grows by the
 * rows that have no unfinished row before them; {@link #finish()} writes the rest and puts the whole files in place. Pairs that the gates object to are in none of the files. Used by one thread.
 */
public final class ExportWriter implements Closeable {
    static final String PAIRS = "pairs.jsonl";
    static final String CONVERSATIONS = "sft.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(ExportWriter.class);

    static final int MOST_AT_ONCE = 256;

    private final StoreView store;
    private final List<ExportOutput> targets;
    private final ExportGates gates;
    private final Optional<Path> report;
    private final JudgedOrders orders = new JudgedOrders();
    private long nextRow;
    private long leftOut;

    /** @param report the file that says what the gates found */
    ExportWriter(StoreView store, List<ExportOutput> targets, ExportGates gates, Optional<Path> report) {
        this.store = store;
        this.targets = targets;
        this.gates = gates;
        this.report = report;
    }

    /** Whether such a run makes pairs; where a judge alone is asked, nobody answers, and an experiment has several answers to
     * each prompt; and in conversations with itself a model gives turns.
     */
    public static boolean makesPairs(PromptSource source, Provenance provenance) {
        return source.pairs() == null
                && !provenance.isOfArms()
                && !provenance.isOfConversations()
                && !provenance.models().keySet().equals(Set.of(ModelRole.JUDGE.label()));
    }

    /** The exports that every such run writes, by file name. */
    public static Map<String, ExportFormat> ofEveryRun(PromptSource source, Provenance provenance) {
        if (source.pairs() != null) {
            return Map.of(VerdictsExport.FILE, new VerdictsExport());
        }
        if (provenance.isOfConversations()) {
            return Map.of(CONVERSATIONS, SftExport.ofAllRevisions());
        }
        if (!makesPairs(source, provenance)) {
            return Map.of();
        }
        return new TreeMap<>(
                Map.of(PAIRS, NativeExport.lossless(provenance), CONVERSATIONS, SftExport.ofAllRevisions()));
    }

    /** The names of all files that a run may write beside its store. */
    public static List<String> namesOfEveryRun() {
        return List.of(PAIRS, CONVERSATIONS, VerdictsExport.FILE, ExportGates.REPORT);
    }

    /** The report beside them, where there are pairs to report on. */
    public static Optional<Path> reportOfRun(Path directory, PromptSource source, Provenance provenance) {
        return makesPairs(source, provenance) ? Optional.of(directory.resolve(ExportGates.REPORT)) : Optional.empty();
    }

    /** Starts the files that every run with such an input writes. */
    public static ExportWriter ofRun(StoreView store, Path directory, PromptSource source, Provenance provenance)
            throws IOException {
        List<ExportOutput> targets = new ArrayList<>();
        for (Map.Entry<String, ExportFormat> file :
                ofEveryRun(source, provenance).entrySet()) {
            targets.add(ExportOutput.file(file.getValue(), row -> true, directory.resolve(file.getKey())));
        }
        return new ExportWriter(store, targets, ExportGates.ofRun(), reportOfRun(directory, source, provenance));
    }

    /**
     * Writes rows that are finished, up to the first unfinished one: so many at most that who hands rows in loses no time.
     *
     * @param fresh has the rows that have just ended; those of an earlier start are in the store
     * @return whether more may be finished
     */
    public boolean advance(FreshOutcomes fresh) throws IOException {
        boolean isFinished = true;
        for (int left = MOST_AT_ONCE; left > 0 && isFinished; left--) {
            Optional<OutcomeRecord> outcome = fresh.take(nextRow).or(this::stored);
            outcome.ifPresent(this::write);
            isFinished = outcome.isPresent();
        }
        for (ExportOutput target : targets) {
            target.flush();
        }
        return isFinished;
    }

    private Optional<OutcomeRecord> stored() {
        return store.outcome(nextRow).map(StoredRecords.Checked::orThrow);
    }

    /** Writes all finished rows and puts the files in place. */
    public List<WrittenFile> finish() throws IOException {
        Iterator<OutcomeRecord> outcomes = store.outcomes(nextRow);
        while (outcomes.hasNext()) {
            write(outcomes.next());
        }
        List<WrittenFile> files = new ArrayList<>();
        for (ExportOutput target : targets) {
            files.add(target.finish());
        }
        gates.written(files);
        if (report.isPresent()) {
            WholeFile.write(report.get(), report().toJson());
        }
        return files;
    }

    /** What the gates found in the rows written so far, and in the files where they are whole. */
    public DatasetReport report() {
        return gates.report();
    }

    /** How many pairs the gates have kept out so far. */
    public long leftOut() {
        return leftOut;
    }

    /** How the judge's verdicts in the rows written so far depended on the order of the answers. */
    public OrderCounts orders() {
        return orders.counts();
    }

    private void write(OutcomeRecord outcome) {
        ExportRow row = ExportRow.of(outcome);
        orders.add(row);
        Optional<Gate.Objection> objection = gates.offer(row);
        leftOut += objection.isPresent() ? 1 : 0;
        try {
            for (ExportOutput target : targets) {
                if (objection.isPresent()) {
                    target.leaveOut(row, objection.get().gate());
                } else {
                    target.write(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nextRow = outcome.row() + 1;
    }

    /** Gives up the files that are not in place yet; they are written anew from the store, so a failure does not matter. */
    @Override
    public void close() {
        gates.close();
        for (ExportOutput target : targets) {
            try {
                target.close();
            } catch (IOException e) {
                LOG.debug("{} is given up unfinished", target, e);
            }
        }
    }
}
