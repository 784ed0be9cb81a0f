package dev.constitution.runner.display;

import dev.constitution.runner.batch.BatchLedger;
import dev.constitution.runner.batch.StoredBatch;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.run.LastStop;
import dev.constitution.runner.run.PairGoal;
import dev.constitution.runner.run.ReturnedModels;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.OutcomeReason;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * How far a stored run is, read whole before any of it is shown: some of it may be damaged.
 *
 * @param pairsWanted by {@code --pairs}
 * @param atWork whether a process is working on it
 * @param waited answers that were paid for and wait for their row
 * @param returned names under which models answered, by role
 * @param notes what models' servers said of themselves, by role
 * @param stopped why the last start ended early
 * @param retry the command that does again what can end otherwise
 */
public record ShownStatus(
        RunManifest manifest,
        RowsToDo rows,
        OutcomeCounts outcomes,
        List<OutcomeReason> reasons,
        OptionalLong pairsWanted,
        boolean atWork,
        OptionalInt waited,
        Spent spent,
        SortedMap<String, SortedSet<String>> returned,
        SortedMap<String, SortedSet<String>> notes,
        Optional<String> stopped,
        List<StoredBatch> batches,
        Optional<ExperimentFigures> experiment,
        RetryAdvice advice,
        Optional<String> retry) {

    /**
     * The status of a store.
     *
     * @param folder as the user has named it
     */
    public static ShownStatus of(StoreView store, Path folder) {
        RunManifest manifest = RunManifest.of(store);
        OutcomeCounts outcomes = store.outcomes();
        List<OutcomeReason> reasons = store.reasons(outcomes);
        RetryAdvice advice =
                manifest.source().pairs() == null ? RetryAdvice.ofPairs(reasons) : RetryAdvice.ofVerdicts(reasons);
        return new ShownStatus(
                manifest,
                RowsToDo.of(store, manifest, outcomes.total()),
                outcomes,
                reasons,
                PairGoal.in(store),
                store.isAtWork(),
                store.waited(),
                RunPrices.spent(store, manifest),
                ReturnedModels.in(store),
                ServerNotes.in(store),
                LastStop.in(store),
                BatchLedger.in(store),
                ExperimentFigures.of(store),
                advice,
                advice.command(NextCommand.program(), folder));
    }
}
