package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostEstimate;
import dev.constitution.runner.cost.CostJson;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.run.DryRunReport;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A dry run as one JSON object; the version is raised when a field changes its meaning or goes. */
@JsonNaming(SnakeCaseStrategy.class)
public record DryRunJson(
        int version,
        long rows,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalLong pairsWanted,
        long badRows,
        long answersDropped,
        List<String> warnings,
        long estimatedFromRows,
        String pricesAsOf,
        List<Model> models,
        Map<EstimateScenario, Estimate> total,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts,
        List<DryRunReport.Row> shown,
        List<Unreadable> unreadable) {
    private static final int VERSION = 1;

    private record Model(
            String model, List<String> roles, @JsonAnyGetter Map<EstimateScenario, Estimate> estimates) {}

    private record Part(
            String part, long answered, @JsonAnyGetter Map<EstimateScenario, Estimate> estimates) {}

    private record Unreadable(long line, String message) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Estimate(long calls, long inputTokens, long outputTokens, Optional<BigDecimal> usd) {}

    /** The dry run in one line. */
    public static String of(DryRunReport report) {
        return CostJson.line(new DryRunJson(
                VERSION,
                report.rows(),
                report.pairs(),
                report.badRows(),
                report.notes().answersDropped(),
                report.notes().warnings(),
                report.sampled(),
                report.cost().prices().asOf().toString(),
                CostEstimate.models(report.cost()).stream()
                        .map(model -> new Model(
                                model,
                                CostEstimate.roles(report.cost(), model),
                                estimates(
                                        report::estimate,
                                        estimate -> estimate.amount(model),
                                        estimate -> estimate.cost(model))))
                        .toList(),
                estimates(report::estimate, CostEstimate::total, CostEstimate::totalCost),
                report.parts().stream()
                        .map(part -> new Part(
                                part.name(),
                                part.answered(),
                                estimates(
                                        scenario -> Objects.requireNonNull(
                                                part.estimates().get(scenario)),
                                        CostEstimate::total,
                                        CostEstimate::cost)))
                        .toList(),
                report.shown(),
                report.unreadable().stream()
                        .map(row -> new Unreadable(row.line(), row.message()))
                        .toList()));
    }

    private static Map<EstimateScenario, Estimate> estimates(
            Function<EstimateScenario, CostEstimate> estimateOf,
            Function<CostEstimate, Amount> amountOf,
            Function<CostEstimate, Optional<Cost>> costOf) {
        Map<EstimateScenario, Estimate> estimates = new EnumMap<>(EstimateScenario.class);
        for (EstimateScenario scenario : EstimateScenario.values()) {
            CostEstimate estimate = estimateOf.apply(scenario);
            Amount amount = amountOf.apply(estimate);
            estimates.put(
                    scenario,
                    new Estimate(
                            amount.requests(),
                            amount.inputTokens(),
                            amount.outputTokens(),
                            costOf.apply(estimate).map(Cost::usd)));
        }
        return estimates;
    }
}
