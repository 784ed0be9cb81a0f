package dev.constitution.runner.display;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.score.InjectionScore;
import dev.constitution.runner.score.InjectionStage;
import dev.constitution.runner.score.JudgeScore;
import dev.constitution.runner.score.JudgeScoreText;
import dev.constitution.runner.store.StoreView;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Prints how a judge, or a baseline, did: data on standard output, messages on standard error. */
public final class JudgeOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    public JudgeOutput(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** What a baseline came to. */
    public void print(JudgeScore score) {
        print(score, Optional.empty());
    }

    /**
     * What a judge's run came to, what it took, and how to go on with it.
     *
     * @param judge the judge's name
     * @param again the command that goes on with it
     */
    public void print(RunResult result, Path folder, Stage stage, String judge, String again)
            throws IOException, InterruptedException {
        RetryAdvice advice = RetryAdvice.ofVerdicts(result.reasons());
        Optional<String> next = NextCommand.after(result, again, folder, advice);
        String run = RunSummaryJson.of(result, advice, next);
        try (StoreView store = StoreView.of(folder)) {
            if (!(stage instanceof InjectionStage trial)) {
                print(JudgeScore.of(store, judge, result.rows()), Optional.of(run));
            } else if (result.exitCode() == ExitCode.COMPLETE) {
                print(new InjectionScore(judge, trial.report(store)), run);
            }
        }
        RunSummary summary = new RunSummary(result, advice, next);
        if (!json) {
            summary.printReasons(out);
            summary.printWhatItTook(out);
        }
        summary.printHowToGoOn(json ? err : out);
    }

    private void print(InjectionScore score, String run) {
        if (json) {
            out.println(score.json(run));
            out.flush();
        } else {
            score.print(out);
        }
    }

    private void print(JudgeScore score, Optional<String> run) {
        if (run.isEmpty()) { // a run has warned before it began
            score.rows().notes().warnings().forEach(line -> err.println("warning: " + Words.shown(line)));
        }
        score.rows().named().forEach(line -> err.println(Words.shown(line)));
        err.flush();
        if (json) {
            out.println(score.toJson(run));
            out.flush();
        } else {
            JudgeScoreText.print(score, out);
        }
    }
}
