package dev.constitution.runner.run;

import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.input.InputNotes;
import dev.constitution.runner.input.InputRow;
import dev.constitution.runner.wire.RequestPreview;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a dry run found.
 *
 * @param location where the rows were read from
 * @param rows how many rows the run would do
 * @param pairs how many pairs end the run, at that many rows the earliest; empty where it does all rows
 * @param badRows how many of them cannot be read
 * @param unreadable the first of these, with what is wrong with them
 * @param notes what of the rows is not part of their prompts
 * @param sampled how many of the others the estimates come from
 * @param shown the first rows
 * @param estimates one a scenario
 * @param parts what of it is whose in an experiment; empty otherwise
 */
public record DryRunReport(
        String location,
        long rows,
        OptionalLong pairs,
        long badRows,
        List<InputRow.Bad> unreadable,
        InputNotes notes,
        long sampled,
        RunCost cost,
        List<Row> shown,
        Map<EstimateScenario, CostEstimate> estimates,
        List<Part> parts) {

    /**
     * An arm's own calls, those that several arms share, or the judge's.
     *
     * @param answered how many calls of it the folder holds answers to, as far as the answers themselves lead
     * @param estimates of the others, one a scenario
     */
    public record Part(String name, long answered, Map<EstimateScenario, CostEstimate> estimates) {
        public Part {
            estimates = Map.copyOf(estimates);
        }
    }

    /**
     * A row with its requests.
     *
     * @param line where it begins in the input, from 1
     */
    public record Row(long line, String id, List<RequestPreview.Request> requests) {}

    public DryRunReport {
        unreadable = List.copyOf(unreadable);
        shown = List.copyOf(shown);
        estimates = Map.copyOf(estimates);
        parts = List.copyOf(parts);
    }

    public CostEstimate estimate(EstimateScenario scenario) {
        CostEstimate estimate = estimates.get(scenario);
        if (estimate == null) {
            throw new IllegalStateException("no estimate for " + scenario);
        }
        return estimate;
    }
}
