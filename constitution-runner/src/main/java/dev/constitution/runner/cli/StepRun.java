package dev.constitution.runner.cli;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.outcome.OutcomeJson;
import dev.constitution.runner.run.Retry;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.store.StoredRun;
import dev.constitution.source.FaultText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that is a step of a command which makes something else than pairs: what failed before is done again by the same command.
 *
 * @param command whose step it is
 * @param out the command's folder
 * @param source the step's rows
 * @param folder the step's own
 */
record StepRun(MakesRun command, Path out, PromptSource source, Path folder) {
    /**
     * Executes the step.
     *
     * @param run which still lacks its rows and its folder
     * @param again whether rows that failed before are done again
     */
    RunResult execute(Run.Builder run, RunCost bounds, boolean again) throws IOException, InterruptedException {
        List<String> failures = again ? failures() : List.of();
        if (!failures.isEmpty()) {
            run.retry(new Retry(failures, Map.of(), rows -> {}));
        }
        return command.options().execute(run.prompts(source).directory(folder), bounds, command.again(out));
    }

    /** The kinds of failure that another try may mend; none where the rows are others by now, which the run then says. */
    private List<String> failures() throws IOException {
        Optional<StoredRun> before = StoredRun.in(folder);
        List<String> failures = StoredRun.failures(folder).stream()
                .filter(kind -> !kind.equals(OutcomeJson.BAD_INPUT))
                .toList();
        if (before.isEmpty() || failures.isEmpty()) {
            return List.of();
        }
        try (ReadableSource input = ReadableSource.of(source)) {
            boolean same = input.file().scan().is(before.get().manifest().input());
            return same ? failures : List.of();
        }
    }

    /**
     * Says why the step has ended before all its rows were done, and how to go on; returns the exit code.
     *
     * @param row what a row is called
     * @param left what is to be said of those that are left
     */
    int stopped(RunResult result, String row, String left) {
        result.stopped().ifPresent(why -> command.say(FaultText.message(why.message())));
        command.say(
                Words.count(result.left(), row) + " " + left + "\n\n" + NextCommand.toGoOn(command.again(out, result)));
        return result.exitCode().number();
    }
}
