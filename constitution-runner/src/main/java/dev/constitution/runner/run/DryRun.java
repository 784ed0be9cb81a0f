package dev.constitution.runner.run;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.call.CallRoles;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.InputFile;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.input.InputScan;
import dev.constitution.runner.input.PromptReader;
import dev.constitution.runner.input.PromptSource;
import dev.constitution.runner.input.ReadableSource;
import dev.constitution.runner.wire.RequestPreview;
import dev.constitution.stage.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Goes through a run's prompts with the run's own stage, and with scenarios in place of models: shows what would be sent,
 * and estimates what it would take. Makes no call and writes nothing in the run's folder.
 */
public final class DryRun {
    private static final int ROWS_SHOWN = 3;

    /** Enough for an estimate; a larger input is sampled evenly. */
    private static final long ROWS_ESTIMATED = 1000;

    private static final int UNREADABLE_NAMED = 10;

    private final PromptSource prompts;
    private final boolean strict;
    private final Stage stage;
    private final RunCost cost;
    private final OptionalLong limit;
    private final Arms arms;
    private final List<DryRunReport.Row> shown = new ArrayList<>();
    private final Map<EstimateScenario, ScenarioCaller> callers = new EnumMap<>(EstimateScenario.class);
    private final List<InputRow.Bad> unreadable = new ArrayList<>();
    private long bad;
    private long seen;
    private long sampled;

    /**
     * What a dry run tells apart in an experiment.
     *
     * @param names the arms', in their order; empty for a run that is none
     * @param roles whom calls are counted as
     * @param shares whose calls are whose
     * @param stored what is answered already; empty where there is no such folder
     */
    public record Arms(List<String> names, CallRoles roles, CallShares shares, Optional<StoredAnswers> stored) {
        /** Of a run that is no experiment. */
        public static Arms none() {
            return new Arms(List.of(), CallRoles.byRole(), new CallShares(), Optional.empty());
        }
    }

    /**
     * @param strict whether an input that holds a row that cannot be read is refused, as the run would
     * @param criticDecides whether the stage's critic is asked to say that it found nothing
     * @param judgeGivesLogprobs whether the judge's model reports log-probabilities
     */
    public DryRun(
            PromptSource prompts,
            boolean strict,
            Stage stage,
            RunCost cost,
            OptionalLong limit,
            boolean criticDecides,
            boolean judgeGivesLogprobs,
            Arms arms) {
        this.prompts = prompts;
        this.strict = strict;
        this.stage = stage;
        this.cost = cost;
        this.limit = limit;
        this.arms = arms;
        for (EstimateScenario scenario : EstimateScenario.values()) {
            callers.put(scenario, new ScenarioCaller(scenario, criticDecides, judgeGivesLogprobs, arms.roles()));
        }
    }

    /**
     * Reads the prompts and estimates.
     *
     * @throws UsageException if the input cannot be used
     */
    public DryRunReport execute() throws IOException, InterruptedException {
        try (ReadableSource input = ReadableSource.of(prompts)) {
            return read(input.source());
        }
    }

    private DryRunReport read(PromptSource source) throws IOException, InterruptedException {
        InputScan scan = new InputFile(source).scan();
        scan.requireRows(prompts.location());
        scan.requireUniqueIds(source.location());
        if (strict) {
            scan.requireAllReadable(source.location());
        }
        long rows = Math.min(scan.rows(), limit.orElse(Long.MAX_VALUE));
        long stride = Math.max(1, rows / ROWS_ESTIMATED);
        try (PromptReader reader = new InputFile(source).rows()) {
            for (long row = 0; row < rows && reader.hasNext(); row++) {
                InputRow next = reader.next();
                if (next instanceof InputRow.Read read) {
                    add(read, row, stride);
                } else if (next instanceof InputRow.Bad unread) {
                    bad++;
                    if (unreadable.size() < UNREADABLE_NAMED) {
                        unreadable.add(unread);
                    }
                } else {
                    throw new AssertionError(next);
                }
            }
        }
        return new DryRunReport(
                source.location(),
                rows,
                bad,
                unreadable,
                scan.notes(),
                sampled,
                cost,
                shown,
                estimates(ScenarioCaller::amounts),
                parts());
    }

    /** What each arm alone, several arms together and the judge would take; empty where there are no arms. */
    private List<DryRunReport.Part> parts() {
        if (arms.names().isEmpty()) {
            return List.of();
        }
        ScenarioCaller expected = Objects.requireNonNull(callers.get(EstimateScenario.EXPECTED));
        return Stream.concat(arms.names().stream(), Stream.of(CallShares.SHARED, CallShares.JUDGE))
                .map(part -> new DryRunReport.Part(
                        part,
                        expected.answered(part) * seen / Math.max(1, sampled),
                        estimates(caller -> caller.amounts(part))))
                .toList();
    }

    private Map<EstimateScenario, CostEstimate> estimates(Function<ScenarioCaller, SortedMap<String, Amount>> amounts) {
        Map<EstimateScenario, CostEstimate> estimates = new EnumMap<>(EstimateScenario.class);
        callers.forEach((scenario, caller) -> estimates.put(
                scenario,
                new CostEstimate(cost, amounts.apply(caller)).scaled(Math.max(1, sampled), Math.max(1, seen))));
        return estimates;
    }

    private void add(InputRow.Read row, long number, long stride) throws InterruptedException {
        Prompt prompt = row.prompt();
        if (shown.size() < ROWS_SHOWN) {
            RequestPreview recorder = new RequestPreview();
            stage.run(prompt, recorder);
            if (!recorder.requests().isEmpty()) { // rows that ask nothing show nothing
                shown.add(new DryRunReport.Row(row.line(), prompt.id(), recorder.requests()));
            }
        }
        if (seen++ % stride == 0) {
            sampled++;
            StoredAnswers.Row stored =
                    arms.stored().map(answers -> answers.ofRow(number)).orElse(StoredAnswers.Row.NONE);
            for (ScenarioCaller caller : callers.values()) {
                arms.shares().clear();
                caller.begin(stored);
                stage.run(prompt, caller);
                caller.end(arms.shares());
            }
        }
    }
}
