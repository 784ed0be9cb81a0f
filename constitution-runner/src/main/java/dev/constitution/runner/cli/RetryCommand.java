package dev.constitution.runner.cli;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.run.FailedRows;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Override
    public Integer call() throws IOException {
        if (timeout != null) {
            var unused = Durations.parse("--timeout", timeout);
        }
        List<String> command;
        try (RunStore store = RunStore.openExisting(directory)) {
            RunManifest manifest = RunManifest.of(store);
            if (manifest.command().isEmpty()) {
                throw new UsageException(directory + ": was not started from the command line; start it again in code");
            }
            if (maxTokens != null && manifest.source().pairs() != null) {
                throw new UsageException(
                        "--max-tokens is of use only for what constitution run made; a judge has its own limit");
            }
            long rows = new FailedRows(store).release(kinds);
            PrintWriter err = spec.commandLine().getErr();
            err.println(Words.count(rows, "row") + " to do again");
            err.flush();
            if (maxTokens != null) {
                manifest = withMaxTokens(manifest, maxTokens);
                manifest.writeTo(store);
            }
            command = here(manifest);
            command = timeout == null ? command : RecordedCommand.with(command, "--timeout", timeout);
        }
        return ConstitutionCommand.commandLine()
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(command.toArray(String[]::new));
    }

    private static RunManifest withMaxTokens(RunManifest manifest, int value) {
        String tokens = Integer.toString(value);
        return new RunManifest(
                manifest.settings().with("max-tokens", tokens),
                manifest.provenance(),
                manifest.source(),
                manifest.rows(),
                RecordedCommand.with(manifest.command(), "--max-tokens", tokens));
    }

    /** The run's command on this folder and its input, from wherever it is given. */
    private List<String> here(RunManifest manifest) {
        List<String> command = RecordedCommand.with(manifest.command(), "--out", directory.toString());
        if (command.contains("--injections")) {
            return command; // it brings its own pairs
        }
        String input = manifest.source().pairs() == null ? "--prompts" : "--pairs";
        return RecordedCommand.with(command, input, manifest.source().location());
    }
}
