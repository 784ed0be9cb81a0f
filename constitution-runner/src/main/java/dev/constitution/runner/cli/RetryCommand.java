package dev.constitution.runner.cli;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.options.BatchOptions;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.options.RecordedCommand;
import dev.constitution.runner.options.RunOptions;
import dev.constitution.runner.run.Retry;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreFile;
import dev.constitution.runner.store.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution retry}: does failed rows of a run again. */
@Command(
        name = "retry",
        description =
                "Does the failed rows of a run again; what they were answered before the failure is not asked again.",
        mixinStandardHelpOptions = true)
@NoPartOfRun("it goes on with a run, and says so where it changes one")
final class RetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(
            names = "--kind",
            required = true,
            split = ",",
            paramLabel = "KIND",
            description = "The kinds of failure to do again, separated by commas, for example truncated,unavailable.")
    private List<String> kinds;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "From now on, the most tokens of an answer or revision; for truncated rows.")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "From now on, how long a model's server may be silent, 20m for example; for rows that timed out.")
    private @Nullable String timeout;

    @Option(
            names = BatchOptions.BATCH,
            fallbackValue = "true",
            description =
                    "Send the calls in batches, or with --batch=false one by one. Default: as the run's own command"
                            + " says.")
    private @Nullable Boolean batch;

    @Override
    public Integer call() throws IOException {
        if (timeout != null) {
            var unused = Durations.parse("--timeout", timeout);
        }
        StoreFile.requireStore(directory);
        StoredRun run = StoredRun.in(directory)
                .orElseThrow(() -> new UsageException(directory + ": holds no run (there is nothing in its "
                        + StoreFile.NAME + "); give the run's own command"));
        RunManifest manifest = run.manifest();
        if (manifest.settings().values().containsKey(RunManifest.CONVERSATION)) {
            throw new UsageException(directory + ": holds conversations; say again there what was not answered");
        }
        if (manifest.command().isEmpty()) {
            throw new UsageException(directory + ": was not started from the command line; start it again in code");
        }
        requireRun(manifest.command());
        if (maxTokens != null && manifest.source().pairs() != null) {
            throw new UsageException(
                    "--max-tokens is of use only for what constitution run made; a judge has its own limit");
        }
        List<String> command = RecordedCommand.with(manifest.command(), "--out", directory.toString());
        if (maxTokens != null) {
            command = RecordedCommand.with(command, "--max-tokens", maxTokens.toString());
        }
        if (timeout != null) {
            command = RecordedCommand.with(command, "--timeout", timeout);
        }
        if (batch != null) {
            command = BatchOptions.with(command, batch);
        }
        return goOn(command, new RunOptions.Again(retry(), run.constitution()));
    }

    /** Refuses the folder of a step of a command that makes several runs, or makes one of something else. */
    private void requireRun(List<String> command) {
        CommandLine sub =
                ConstitutionCommand.commandLineFor(command).getSubcommands().get(command.get(0));
        if (sub != null && !(sub.getCommand() instanceof MakesRun)) {
            throw new UsageException(directory + ": is a part of what constitution "
                    + String.join(" ", command.subList(0, Math.min(2, command.size())))
                    + " does; the same command does failed rows again:\n  " + NextCommand.again(command, directory));
        }
    }

    private Retry retry() {
        Map<String, String> changes = maxTokens == null ? Map.of() : Map.of("max-tokens", maxTokens.toString());
        return new Retry(kinds, changes, rows -> {
            PrintWriter err = spec.commandLine().getErr();
            err.println(Words.count(rows, "row") + " to do again");
            err.flush();
        });
    }

    /** The run's own command, which reads the prompts and the principles that the folder keeps. */
    private int goOn(List<String> command, RunOptions.Again again) {
        CommandLine program = ConstitutionCommand.commandLineFor(command)
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr());
        CommandLine sub = program.getSubcommands().get(command.get(0));
        if (sub != null && sub.getCommand() instanceof MakesRun run) {
            run.options().goOn(again);
        }
        return program.execute(command.toArray(String[]::new));
    }
}
