package dev.constitution.runner.cost;

import dev.constitution.runner.base.UsageException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a run's calls are priced, and how much the run may spend. It shapes nothing that a run writes, so it may change
 * from one start to the next.
 *
 * @param models the models by role, as they were asked for
 * @param maxCost the most that all starts of the run together may cost; empty is no bound
 * @param maxTokens the most tokens, requests and answers, of all starts together; empty is no bound
 */
public record RunCost(Prices prices, SortedMap<String, String> models, Optional<Cost> maxCost, OptionalLong maxTokens) {

    /**
     * @throws UsageException if the cost is bounded and a model's price is unknown
     */
    public RunCost {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        if (maxTokens.isPresent() && maxTokens.getAsLong() < 1) {
            throw new UsageException("--max-run-tokens must be at least 1, got " + maxTokens.getAsLong());
        }
        List<String> unpriced = models.values().stream()
                .distinct()
                .filter(model -> prices.of(model).isEmpty())
                .toList();
        if (maxCost.isPresent() && !unpriced.isEmpty()) {
            throw new UsageException("--max-cost needs the price of " + String.join(" and of ", unpriced)
                    + ", which is unknown; write it into a file and add --prices FILE:\n"
                    + example(prices, unpriced)
                    + "or bound the tokens instead, with --max-run-tokens N");
        }
    }

    public boolean isBounded() {
        return maxCost.isPresent() || maxTokens.isPresent();
    }

    /** The same for a run that goes on with what another has left of the bounds. */
    public RunCost after(Spent spent) {
        return new RunCost(
                prices,
                models,
                maxCost.map(most -> spent.cost().compareTo(most) < 0 ? most.minus(spent.cost()) : Cost.ZERO),
                maxTokens.isPresent()
                        ? OptionalLong.of(Math.max(
                                1, maxTokens.getAsLong() - spent.amount().tokens()))
                        : maxTokens);
    }

    /** The same where all is answered in batches. */
    public RunCost inBatches() {
        TreeMap<String, Price> batched = new TreeMap<>();
        prices.models().forEach((model, price) -> batched.put(model, price.inBatches()));
        return new RunCost(new Prices(prices.asOf(), batched), models, maxCost, maxTokens);
    }

    /** No bounds, the built-in prices, and models of these names. */
    public static RunCost unbounded(SortedMap<String, String> models) {
        return unbounded(Prices.builtIn(), models);
    }

    /** No bounds, and models of these names. */
    public static RunCost unbounded(Prices prices, SortedMap<String, String> models) {
        return new RunCost(prices, models, Optional.empty(), OptionalLong.empty());
    }

    /** The price of the model that has this role; empty when unknown. */
    public Optional<Price> price(String role) {
        return Optional.ofNullable(models.get(role)).flatMap(prices::of);
    }

    /** The model that has this role; the role where no name is known. */
    public String model(String role) {
        return models.getOrDefault(role, role);
    }

    private static String example(Prices prices, List<String> unpriced) {
        StringBuilder lines = new StringBuilder("  as_of: " + prices.asOf() + "\n  models:\n");
        unpriced.forEach(model -> lines.append("    \"").append(model).append("\": {input: USD, output: USD}\n"));
        return lines.toString();
    }
}
