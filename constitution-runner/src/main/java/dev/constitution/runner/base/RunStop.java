package dev.constitution.runner.base;

/**
 * Why a run ended early.
 *
 * @param code the exit code that stands for it
 * @param message what happened and what to do
 * @param byCalls whether the run goes on only when its calls are not to go in batches
 */
public record RunStop(ExitCode code, String message, boolean byCalls) {
    /** The reason of a stop after which the same command goes on. */
    public RunStop(ExitCode code, String message) {
        this(code, message, false);
    }
}
