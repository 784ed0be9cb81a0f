package dev.constitution.runner.measure;

import dev.constitution.runner.cost.Cost;
import java.util.Optional;

/**
 * What answers that stand in a store took; failed attempts, and answers that were replaced since, are not among them.
 *
 * @param calls how many
 * @param shared how many of them other arms needed too
 * @param uncounted how many of them the provider did not count the tokens of
 * @param cost before discounts for cached tokens; empty where it is not known
 * @param unknownCost why it is not known
 */
public record CallFigures(
        long calls,
        long shared,
        long inputTokens,
        long outputTokens,
        long uncounted,
        Optional<Cost> cost,
        Optional<String> unknownCost) {}
