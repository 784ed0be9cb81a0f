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
import dev.constitution.source.FaultText;
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
    private static final long ROWS_ESTIMATED = 500;

    private final PromptSource prompts;
    private final Check check;
    private final Stage stage;
    private final RunCost cost;
    private final OptionalLong limit;
    private final OptionalLong pairs;
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

    /** Looks at the rows, as they are scanned, before any of them is gone through. */
    @FunctionalInterface
    private interface Check {
        InputScan scanned(PromptSource source, RunStart.Scanning scanning) throws IOException;
    }

    /**
     * Of a run that would be executed: what that refuses, this does too.
     *
     * @param stage the run's own, as far as answers that are made up can go through it
     * @param criticDecides whether the stage's critic is asked to say that it found nothing
     * @param judgeGivesLogprobs whether the judge's model reports log-probabilities
     */
    public static DryRun of(Run run, Stage stage, boolean criticDecides, boolean judgeGivesLogprobs, Arms arms) {
        RunStart start = run.start();
        RunPlan plan = start.plan();
        return new DryRun(
                start.prompts(),
                (source, scanning) -> start.check(scanning),
                stage,
                plan.cost(),
                plan.limit(),
                plan.pairs(),
                criticDecides,
                judgeGivesLogprobs,
                arms);
    }

    /**
     * Of rows that are to go through a stage, whatever run that will be.
     *
     * @param criticDecides whether the stage's critic is asked to say that it found nothing
     * @param judgeGivesLogprobs whether the judge's model reports log-probabilities
     */
    public DryRun(
            PromptSource prompts,
            Stage stage,
            RunCost cost,
            OptionalLong limit,
            boolean criticDecides,
            boolean judgeGivesLogprobs) {
        this(
                prompts,
                DryRun::unique,
                stage,
                cost,
                limit,
                OptionalLong.empty(),
                criticDecides,
                judgeGivesLogprobs,
                Arms.none());
    }

    private DryRun(
            PromptSource prompts,
            Check check,
            Stage stage,
            RunCost cost,
            OptionalLong limit,
            OptionalLong pairs,
            boolean criticDecides,
            boolean judgeGivesLogprobs,
            Arms arms) {
        this.prompts = prompts;
        this.check = check;
        this.stage = stage;
        this.cost = cost;
        this.limit = limit;
        this.pairs = pairs;
        this.arms = arms;
        for (EstimateScenario scenario : EstimateScenario.values()) {
            callers.put(scenario, new ScenarioCaller(scenario, criticDecides, judgeGivesLogprobs, arms.roles()));
        }
    }

    private static InputScan unique(PromptSource source, RunStart.Scanning scanning) throws IOException {
        InputScan scan = scanning.scan();
        scan.requireUniqueIds(source.location());
        return scan;
    }

    /**
     * Reads the prompts and estimates.
     *
     * @throws UsageException if the input cannot be used
     */
    public DryRunReport execute() throws IOException, InterruptedException {
        try (ReadableSource input = ReadableSource.of(RunStart.located(prompts))) {
            return read(input.source(), input.file());
        }
    }

    private DryRunReport read(PromptSource source, InputFile file) throws IOException, InterruptedException {
        InputScan scan = check.scanned(source, file::scan);
        long rows = Math.min(scan.rows(), limit.orElse(Long.MAX_VALUE));
        try (PromptReader reader = file.rows()) {
            read(reader, rows, scan);
        }
        return new DryRunReport(
                source.location(),
                rows,
                pairs,
                bad,
                unreadable,
                scan.notes(),
                sampled,
                cost,
                shown,
                estimates(ScenarioCaller::amounts),
                parts());
    }

    /** Only rows that are to be gone through are parsed again, unless they have to be told from those that cannot be. */
    private void read(PromptReader reader, long rows, InputScan scan) throws InterruptedException {
        long stride = Math.max(1, rows / ROWS_ESTIMATED);
        boolean isWhole = rows == scan.rows();
        boolean canSkip =
                isWhole && arms.stored().isEmpty(); // what is stored is found by ids, which equal prompts share
        long due = 0;
        for (long row = 0; row < rows; row++) {
            if (canSkip && row < due && shown.size() >= ROWS_SHOWN) {
                reader.skip();
                continue;
            }
            if (!reader.hasNext()) {
                break;
            }
            InputRow next = reader.next();
            if (next instanceof InputRow.Read read) {
                seen++;
                show(read);
                if (row >= due) {
                    estimate(read, row);
                    due += stride;
                }
            } else if (next instanceof InputRow.Bad unread) {
                bad++;
                if (unreadable.size() < FaultText.NAMED) {
                    unreadable.add(unread);
                }
            } else {
                throw new AssertionError(next);
            }
        }
        if (isWhole) {
            seen = scan.prompts();
            bad = scan.badRows();
            unreadable.clear();
            unreadable.addAll(scan.firstBad());
        }
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

    private void show(InputRow.Read row) throws InterruptedException {
        Prompt prompt = row.prompt();
        if (shown.size() < ROWS_SHOWN) {
            RequestPreview recorder = new RequestPreview();
            stage.run(prompt, recorder);
            if (!recorder.requests().isEmpty()) { // rows that ask nothing show nothing
                shown.add(new DryRunReport.Row(row.line(), prompt.id(), recorder.requests()));
            }
        }
    }

    private void estimate(InputRow.Read row, long number) throws InterruptedException {
        sampled++;
        StoredAnswers.Row stored =
                arms.stored().map(answers -> answers.ofRow(number)).orElse(StoredAnswers.Row.NONE);
        for (ScenarioCaller caller : callers.values()) {
            arms.shares().clear();
            caller.begin(stored);
            stage.run(row.prompt(), caller);
            caller.end(arms.shares());
        }
    }
}
