package dev.constitution.runner.cli;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.CallRecord;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.StoredOutcome;
import dev.constitution.runner.store.StoredRecords;
import dev.constitution.runner.store.StoredReply;
import dev.constitution.source.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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
    /** Failures that lie in an answer that was given: only a new answer can mend them. */
    private static final Set<String> IN_THE_ANSWER = Set.of("truncated", "empty", "refused");

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

    @Override
    public Integer call() throws IOException {
        List<String> command;
        try (RunStore store = RunStore.openExisting(directory)) {
            RunManifest manifest = RunManifest.of(store);
            if (manifest.command().isEmpty()) {
                throw new UsageException(directory + ": was not started from the command line; start it again in code");
            }
            if (maxTokens != null && manifest.source().pairs() != null) {
                throw new UsageException(
                        "--max-tokens is of use only for what constitution run made; a judge has its own" + " limit");
            }
            long rows = release(store);
            PrintWriter err = spec.commandLine().getErr();
            err.println(Words.count(rows, "row") + " to do again");
            err.flush();
            if (maxTokens != null) {
                manifest = withMaxTokens(manifest, maxTokens);
                manifest.writeTo(store);
            }
            command = here(manifest);
        }
        return ConstitutionCommand.commandLine()
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(command.toArray(String[]::new));
    }

    /** Takes the outcomes of these kinds out of use, and the answers that they failed for. */
    private long release(RunStore store) {
        Set<String> found =
                new TreeSet<>(store.outcomes().details(OutcomeKind.FAILED).keySet());
        Set<String> wanted = new TreeSet<>();
        for (String kind : kinds) {
            wanted.add(kind.strip().toLowerCase(Locale.ROOT));
            if (!wanted.stream().allMatch(found::contains)) {
                throw new UsageException("no row failed as \"" + kind + "\"" + Suggestion.clause(kind, found)
                        + (found.isEmpty()
                                ? "; no row failed at all"
                                : "; rows failed as: " + String.join(", ", found)));
            }
        }
        List<StoredRecords.Checked<?>> released = new ArrayList<>();
        Iterator<StoredRecords.Checked<OutcomeRecord>> all = store.allOutcomes(0);
        long rows = 0;
        while (all.hasNext()) {
            StoredRecords.Checked<OutcomeRecord> outcome = all.next();
            if (wanted.contains(outcome.orThrow().detail())) {
                rows++;
                released.add(outcome);
                if (IN_THE_ANSWER.contains(outcome.orThrow().detail())) {
                    for (CallRecord call : failedCalls(store, outcome.orThrow())) {
                        released.add(new StoredRecords.Checked<>("call", call.key(), call.row(), call));
                    }
                }
            }
        }
        released.forEach(record -> store.writer().setAside(record, "retry"));
        return rows;
    }

    /** The calls of the role that failed, but for those whose answers the row keeps. */
    private static List<CallRecord> failedCalls(RunStore store, OutcomeRecord outcome) {
        StoredOutcome failed = StoredOutcome.of(outcome);
        List<String> kept = failed.replies().stream().map(StoredReply::call).toList();
        return store.calls(outcome.row()).stream()
                .filter(call -> failed.role().filter(call.role()::equals).isPresent() && !kept.contains(call.step()))
                .toList();
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
