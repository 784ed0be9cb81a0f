package dev.constitution.runner.run;

import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.dataset.DatasetReport;
import dev.constitution.runner.export.OrderCounts;
import dev.constitution.runner.export.WrittenFile;
import dev.constitution.runner.input.InputNotes;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.OutcomeReason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of a run.
 *
 * @param rows how many rows the run was to do: those before its limit, and those that earlier starts have done
 * @param outcomes how many ended as what
 * @param reasons why rows became no pair, each kind of failure and of rejection with its first row
 * @param replayed how many calls were answered from the store
 * @param elapsed how long this start took
 * @param files the files written
 * @param data what was kept out of the files of pairs, and what these have too much of
 * @param inputRows how many rows the input has, also beyond a limit
 * @param notes what of the input's rows is not part of their prompts
 * @param spentNow what this start of the run has taken
 * @param spent what all starts of the run have taken
 * @param unanswered how many requests of this start were given no answer, though the provider may have worked for them
 * @param retries how many requests of this start were sent again, by what had failed
 * @param judged how the judge's verdicts depended on the order of the answers, in all rows that are done
 * @param stopped why the run ended before all rows were done; empty when it did not
 */
public record RunResult(
        long rows,
        OutcomeCounts outcomes,
        List<OutcomeReason> reasons,
        long replayed,
        Duration elapsed,
        List<WrittenFile> files,
        DatasetReport data,
        long inputRows,
        InputNotes notes,
        Spent spentNow,
        Spent spent,
        long unanswered,
        Map<FailureKind, Long> retries,
        OrderCounts judged,
        Optional<RunStop> stopped) {

    public RunResult {
        retries = Collections.unmodifiableMap(new TreeMap<>(retries));
    }

    /** How many answers models gave in this start, whatever became of them. */
    public long calls() {
        return spentNow.amount().requests();
    }

    /** How many rows have no outcome yet. */
    public long left() {
        return rows - outcomes.total();
    }

    /** Whether every row has an outcome. */
    public boolean isFinished() {
        return left() == 0;
    }

    /** Whether the same command has something left to do: rows, or files that could not be written. */
    public boolean goesOn() {
        return !isFinished() || exitCode() == ExitCode.STORAGE;
    }

    /** The exit code that says this to a script. */
    public ExitCode exitCode() {
        return stopped.map(RunStop::code)
                .orElse(
                        !isFinished()
                                ? ExitCode.PARTIAL
                                : outcomes.of(OutcomeKind.FAILED) > 0 ? ExitCode.FAILED_ROWS : ExitCode.COMPLETE);
    }
}
