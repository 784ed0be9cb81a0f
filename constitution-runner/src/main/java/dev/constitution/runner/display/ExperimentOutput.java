package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.measure.CountedLooks;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.measure.ExperimentJson;
import dev.constitution.runner.outcome.OutcomeKind;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what an experiment came to: figures on standard output, messages on standard error. */
public final class ExperimentOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;

    public ExperimentOutput(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
    }

    /**
     * What a run came to: its figures, what it took, and how to go on with it.
     *
     * @param again the command that goes on with it
     */
    public void print(RunResult result, Path folder, String again) throws IOException {
        RetryAdvice advice = RetryAdvice.ofPairs(result.reasons());
        Optional<String> next = NextCommand.after(result, again, folder, advice);
        RunSummary summary = new RunSummary(result, advice, next);
        if (json || !quiet) {
            try (StoreView store = StoreView.of(folder)) {
                print(store, Optional.of(RunSummaryJson.of(result, advice, next)), heading(result));
            }
        }
        if (!json && !quiet) {
            out.println();
            summary.printReasons(out);
            summary.printWhatItTook(out);
        }
        summary.printHowToGoOn(json || quiet ? err : out);
    }

    /**
     * The figures of a store, where it holds an experiment; counted as a look.
     *
     * @param run what became of the run, as JSON
     * @param heading what stands above the figures
     */
    private void print(StoreView store, Optional<String> run, String heading) {
        ExperimentFigures.of(store).ifPresent(figures -> {
            CountedLooks.add(store);
            if (json) {
                out.println(ExperimentJson.line(figures, run));
            } else {
                out.println(heading);
                ExperimentText.print(figures, out);
            }
            out.flush();
        });
    }

    private static String heading(RunResult result) {
        long failed = result.outcomes().of(OutcomeKind.FAILED);
        return Words.count(result.rows(), "row") + ": " + result.outcomes().of(OutcomeKind.TRIED) + " tried"
                + (failed == 0
                        ? ""
                        : ", " + failed + " failed "
                                + result.outcomes().details(OutcomeKind.FAILED).entrySet().stream()
                                        .map(one -> one.getKey() + " " + one.getValue())
                                        .collect(Collectors.joining(", ", "(", ")")))
                + (result.left() == 0 ? "" : ", " + result.left() + " left");
    }
}
