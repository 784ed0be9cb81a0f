package dev.constitution.runner.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.batch.BatchLedger;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.cost.SpentJson;
import dev.constitution.runner.cost.SpentText;
import dev.constitution.runner.dataset.ServerNotes;
import dev.constitution.runner.display.BatchText;
import dev.constitution.runner.display.ExperimentText;
import dev.constitution.runner.display.NextCommand;
import dev.constitution.runner.display.ReasonJson;
import dev.constitution.runner.display.ReasonText;
import dev.constitution.runner.display.RetryAdvice;
import dev.constitution.runner.measure.CountedLooks;
import dev.constitution.runner.measure.ExperimentFigures;
import dev.constitution.runner.measure.ExperimentJson;
import dev.constitution.runner.options.NoPartOfRun;
import dev.constitution.runner.run.LastStop;
import dev.constitution.runner.run.PairGoal;
import dev.constitution.runner.run.ReturnedModels;
import dev.constitution.runner.store.OutcomeCounts;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeReason;
import dev.constitution.runner.store.RowsToDo;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunPrices;
import dev.constitution.runner.store.StoreView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code constitution status}: how far a run is. */
@Command(name = "status", description = "Shows how far a run is. Makes no call.", mixinStandardHelpOptions = true)
@NoPartOfRun("it reads a run")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** How wide the kinds of most runs are. */
    private static final int KIND = 9;

    @Parameters(paramLabel = "DIR", description = "The run's folder.")
    private Path directory;

    @Option(names = "--json", description = "One JSON object: {\"version\": 2, \"rows\": …}.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (StoreView store = StoreView.of(directory)) {
            store.notice().ifPresent(spec.commandLine().getErr()::println);
            RunManifest manifest = RunManifest.of(store);
            OutcomeCounts outcomes = store.outcomes();
            List<OutcomeReason> reasons = store.reasons(outcomes);
            Optional<ExperimentFigures> experiment = ExperimentFigures.of(store);
            experiment.ifPresent(shown -> CountedLooks.add(store));
            RetryAdvice advice =
                    manifest.source().pairs() == null ? RetryAdvice.ofPairs(reasons) : RetryAdvice.ofVerdicts(reasons);
            if (json) {
                out.println(CostJson.line(status(
                        manifest,
                        RowsToDo.of(store, manifest, outcomes.total()),
                        outcomes,
                        RunPrices.spent(store, manifest),
                        ReturnedModels.in(store),
                        ServerNotes.in(store),
                        LastStop.in(store),
                        experiment.map(ExperimentJson::tree),
                        store,
                        ReasonJson.all(reasons, advice),
                        advice.command(NextCommand.program(), directory))));
            } else {
                RowsToDo rows = RowsToDo.of(store, manifest, outcomes.total());
                Spent spent = RunPrices.spent(store, manifest); // before a word is printed: it may be damaged
                print(out, manifest, rows, outcomes, reasons);
                PairGoal.in(store)
                        .ifPresent(wanted -> out.printf(
                                Locale.ROOT, "  pairs wanted: %,d; %,d made%n", wanted, outcomes.of(OutcomeKind.PAIR)));
                LastStop.in(store).ifPresent(why -> out.println("  stopped: " + Words.shown(why)));
                out.println("  " + new SpentText(spent, rows.done()).summary(manifest.rows(), 0));
                ReturnedModels.in(store)
                        .forEach((role, names) ->
                                out.println("  answered as " + role + ": " + Words.shown(String.join(", ", names))));
                ServerNotes.in(store)
                        .forEach((role, notes) ->
                                out.println("  server of the " + role + ": " + Words.shown(String.join("; ", notes))));
                BatchText.lines(BatchLedger.in(store), Instant.now()).forEach(line -> out.println("  " + line));
                experiment.ifPresent(figures -> ExperimentText.print(figures, out));
                advice.print(out);
                advice.command(NextCommand.program(), directory)
                        .ifPresent(command -> out.println(NextCommand.toRetry(command)));
            }
            out.flush();
            return ExitCode.COMPLETE.number();
        }
    }

    private static void print(
            PrintWriter out, RunManifest manifest, RowsToDo rows, OutcomeCounts outcomes, List<OutcomeReason> reasons) {
        out.println(rows.inWords());
        int width = outcomes.byKind().keySet().stream()
                .mapToInt(kind -> kind.label().length())
                .reduce(KIND, Math::max);
        outcomes.byKind()
                .forEach((kind, details) -> details.forEach((detail, count) -> {
                    out.printf(Locale.ROOT, "  %-" + width + "s %-22s %,d%n", kind.label(), detail, count);
                    reasons.stream()
                            .filter(reason ->
                                    reason.kind() == kind && reason.detail().equals(detail))
                            .forEach(reason -> out.println("      " + ReasonText.first(reason)));
                }));
        manifest.settings().values().forEach((name, value) -> out.printf("  %s: %s%n", name, Words.shown(value)));
    }

    /** How far a run is, as it stands in JSON. */
    @JsonNaming(SnakeCaseStrategy.class)
    private record Status(
            int version,
            long rows,
            long finished,
            long left,
            long inputRows,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong pairsWanted,
            boolean atWork,
            long waitingAnswers,
            SpentJson allStarts,
            Map<String, SortedMap<String, Long>> outcomes,
            SortedMap<String, String> settings,
            SortedMap<String, SortedSet<String>> returnedModels,
            SortedMap<String, SortedSet<String>> modelNotes,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> stopped,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BatchText.Fields> batches,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<JsonNode> experiment,
            List<ReasonJson> reasons,
            Optional<String> retry) {}

    private static Status status(
            RunManifest manifest,
            RowsToDo rows,
            OutcomeCounts outcomes,
            Spent spent,
            SortedMap<String, SortedSet<String>> returned,
            SortedMap<String, SortedSet<String>> notes,
            Optional<String> stopped,
            Optional<JsonNode> experiment,
            StoreView store,
            List<ReasonJson> reasons,
            Optional<String> retry) {
        Map<String, SortedMap<String, Long>> counts = new TreeMap<>();
        outcomes.byKind().forEach((kind, details) -> counts.put(kind.label(), details));
        return new Status(
                2,
                rows.rows(),
                rows.done(),
                rows.left(),
                rows.input(),
                PairGoal.in(store),
                store.isAtWork(),
                store.waited().orElse(0),
                SpentJson.of(spent),
                counts,
                manifest.settings().values(),
                returned,
                notes,
                stopped,
                BatchLedger.in(store).stream().map(BatchText.Fields::of).toList(),
                experiment,
                reasons,
                retry);
    }
}
