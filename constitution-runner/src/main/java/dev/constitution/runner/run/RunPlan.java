package dev.constitution.runner.run;

import dev.constitution.runner.base.Time;
import dev.constitution.runner.batch.BatchRules;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.store.Provenance;
import dev.constitution.runner.threads.StopSwitch;
import dev.constitution.stage.Stage;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a start of a run needs to know, wherever its rows and answers come from.
 *
 * @param limit how many rows of the input to do
 * @param pairs how many pairs to make; empty does all rows
 * @param limits how the models may be pressed; their concurrency is the run's
 * @param roles who each call is counted as
 * @param batches whether calls go in batches
 * @param failOnError the share of failed rows beyond which the run stops, in [0, 1]
 */
record RunPlan(
        Stage stage,
        Path directory,
        Provenance provenance,
        OptionalLong limit,
        OptionalLong pairs,
        RunCost cost,
        CallLimits limits,
        double failOnError,
        RunListener listener,
        StopSwitch stop,
        Time time,
        CallRoles roles,
        BatchRules batches) {
    int concurrency() {
        return limits.concurrency();
    }
}
