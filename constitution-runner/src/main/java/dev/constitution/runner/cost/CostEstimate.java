package dev.constitution.runner.cost;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run would take under one scenario.
 *
 * @param amounts by role
 */
public record CostEstimate(RunCost run, SortedMap<String, Amount> amounts) {

    /** The models, each once. */
    public static SortedSet<String> models(RunCost run) {
        return new TreeSet<>(run.models().values());
    }

    /** The roles that a model has. */
    public static List<String> roles(RunCost run, String model) {
        return run.models().entrySet().stream()
                .filter(entry -> entry.getValue().equals(model))
                .map(Map.Entry::getKey)
                .toList();
    }

    public Amount amount(String model) {
        return roles(run, model).stream()
                .map(role -> amounts.getOrDefault(role, Amount.NONE))
                .reduce(Amount.NONE, Amount::plus);
    }

    public Amount total() {
        return amounts.values().stream().reduce(Amount.NONE, Amount::plus);
    }

    /** What a model's calls would cost; empty when its price is unknown. */
    public Optional<Cost> cost(String model) {
        return run.prices().of(model).map(price -> price.of(amount(model)));
    }

    /** What its own calls would cost, whoever else has models; empty when the price of one of them is unknown. */
    public Optional<Cost> cost() {
        Cost total = Cost.ZERO;
        for (Map.Entry<String, Amount> one : amounts.entrySet()) {
            Optional<Price> price = run.price(one.getKey());
            if (price.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(price.get().of(one.getValue()));
        }
        return Optional.of(total);
    }

    /** What all calls would cost; empty when a price is unknown. */
    public Optional<Cost> totalCost() {
        Cost total = Cost.ZERO;
        for (String model : models(run)) {
            Optional<Cost> cost = cost(model);
            if (cost.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(cost.get());
        }
        return Optional.of(total);
    }

    /** This estimate of {@code part} rows, carried forward to {@code all}. */
    public CostEstimate scaled(long part, long all) {
        TreeMap<String, Amount> scaled = new TreeMap<>();
        amounts.forEach((role, amount) -> scaled.put(role, amount.scaled(part, all)));
        return new CostEstimate(run, scaled);
    }
}
