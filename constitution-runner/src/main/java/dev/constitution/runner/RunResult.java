package dev.constitution.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param rows how many rows the run was to do
 * @param outcomes how many ended as what
 * @param calls how many calls models answered in this start of the run
 * @param replayed how many calls were answered from the store
 * @param outputTokens the tokens that models generated in this start, where they said so
 * @param elapsed how long this start took
 * @param files the files written
 * @param inputRows how many rows the input has, also beyond a limit
 * @param spent what all starts of the run have taken
 * @param judged how the judge's verdicts of this start depended on the order of the answers
 * @param stopped why the run ended before all rows were done; empty when it did not
 */
public record RunResult(
        long rows,
        OutcomeCounts outcomes,
        long calls,
        long replayed,
        long outputTokens,
        Duration elapsed,
        List<Written> files,
        long inputRows,
        Spent spent,
        OrderCounts judged,
        Optional<Stop> stopped) {

    /**
     * Why a run ended early.
     *
     * @param code the exit code that stands for it
     * @param message what happened and what to do
     */
    public record Stop(ExitCode code, String message) {}

    /** A file that a run wrote. */
    public record Written(Path file, long lines) {}

    /** Whether every row has an outcome. */
    public boolean isFinished() {
        return outcomes.total() >= rows;
    }

    /** The exit code that says this to a script. */
    public ExitCode exitCode() {
        return stopped.map(Stop::code)
                .orElse(
                        !isFinished()
                                ? ExitCode.PARTIAL
                                : outcomes.of(OutcomeKind.FAILED) > 0 ? ExitCode.FAILED_ROWS : ExitCode.COMPLETE);
    }
}
