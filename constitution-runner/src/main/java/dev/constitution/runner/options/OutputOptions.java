package dev.constitution.runner.options;

import dev.constitution.runner.display.ConsoleProgress;
import dev.constitution.runner.display.ExperimentOutput;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.display.RetryAdvice;
import dev.constitution.runner.display.RunSummary;
import dev.constitution.runner.display.RunSummaryJson;
import dev.constitution.runner.display.StopSignals;
import dev.constitution.runner.display.Terminal;
import dev.constitution.runner.run.Run;
import dev.constitution.runner.run.RunResult;
import dev.constitution.runner.threads.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say what a run shows: data on standard output, messages on standard error. */
@UnderHeading(Heading.OUTPUT)
@NoPartOfRun("it says what is shown")
public final class OutputOptions {
    @Option(
            names = "--json",
            fallbackValue = "true",
            description = "Print the closing summary as one JSON object; everything else goes to standard error.")
    private boolean json;

    @Option(
            names = "--quiet",
            fallbackValue = "true",
            description = "Show no progress and no closing summary; what went wrong is still said.")
    private boolean quiet;

    @Option(names = "--no-color", fallbackValue = "true", description = "Show no colours; NO_COLOR does the same.")
    private boolean noColor;

    public boolean isJson() {
        return json;
    }

    /** Prints what a command made of its run: one JSON object, or a text. */
    public void print(Supplier<String> object, Supplier<String> text, PrintWriter out) {
        if (json) {
            out.println(object.get());
        } else {
            out.print(text.get());
        }
        out.flush();
    }

    /**
     * Executes a run, shows its progress, and lets Ctrl-C end it.
     *
     * @param again the command that goes on with it
     */
    public RunResult execute(Run.Builder run, String again) throws IOException, InterruptedException {
        StopSwitch stop = new StopSwitch();
        ConsoleProgress progress = new ConsoleProgress(System.err, Terminal.ofStderr(noColor, System::getenv), quiet);
        StopSignals signals = StopSignals.listen(stop, again, progress::say);
        try {
            return run.listener(progress).stop(stop).build().execute();
        } finally {
            signals.close();
            progress.stop();
        }
    }

    /**
     * Prints the end of an experiment's run: its figures, then what it took.
     *
     * @param again the command that goes on with it
     */
    public void closeExperiment(RunResult result, String again, Path folder, CommandLine command) throws IOException {
        new ExperimentOutput(command.getOut(), command.getErr(), json, quiet).print(result, folder, again);
    }

    /**
     * Prints the end of a run that makes pairs; the command that goes on comes last.
     *
     * @param again the command that goes on with it
     */
    public void close(RunResult result, String again, Path folder, CommandLine command) throws IOException {
        RetryAdvice advice = RetryAdvice.ofPairs(result.reasons());
        Optional<String> goOn = NextCommand.after(result, again, folder, advice);
        RunSummary summary = new RunSummary(result, advice, goOn);
        if (!quiet) {
            summary.print(json ? command.getErr() : command.getOut());
        }
        if (json) {
            command.getOut().println(RunSummaryJson.of(result, advice, goOn));
            command.getOut().flush();
        }
        summary.printHowToGoOn(json || quiet ? command.getErr() : command.getOut());
    }
}
