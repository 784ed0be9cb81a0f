package dev.constitution.runner.run;

import dev.constitution.chat.Prompt;
import dev.constitution.runner.base.UsageException;
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
import java.util.OptionalLong;

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
    private final List<DryRunReport.Row> shown = new ArrayList<>();
    private final Map<EstimateScenario, ScenarioCaller> callers = new EnumMap<>(EstimateScenario.class);
    private final List<InputRow.Bad> unreadable = new ArrayList<>();
    private long bad;
    private long seen;
    private long sampled;

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
            boolean judgeGivesLogprobs) {
        this.prompts = prompts;
        this.strict = strict;
        this.stage = stage;
        this.cost = cost;
        this.limit = limit;
        for (EstimateScenario scenario : EstimateScenario.values()) {
            callers.put(scenario, new ScenarioCaller(scenario, criticDecides, judgeGivesLogprobs));
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
                    add(read, stride);
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
        Map<EstimateScenario, CostEstimate> estimates = new EnumMap<>(EstimateScenario.class);
        callers.forEach((scenario, caller) -> estimates.put(
                scenario, new CostEstimate(cost, caller.amounts()).scaled(Math.max(1, sampled), Math.max(1, seen))));
        return new DryRunReport(
                source.location(), rows, bad, unreadable, scan.notes(), sampled, cost, shown, estimates);
    }

    private void add(InputRow.Read row, long stride) throws InterruptedException {
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
            for (ScenarioCaller caller : callers.values()) {
                stage.run(prompt, caller);
            }
        }
    }
}
