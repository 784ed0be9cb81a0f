package dev.constitution.runner.cost;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What one start of a run took, or all of them, in the same fields wherever it stands in JSON; described in {@code
 * docs/exit-codes.md}.
 *
 * @param costUsd null where the price of a model is unknown
 * @param pricedUsd the cost of the calls whose price is known; null where there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SpentJson(
        long calls,
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        long estimatedCalls,
        Optional<BigDecimal> costUsd,
        Optional<BigDecimal> pricedUsd,
        long unpricedCalls,
        SortedSet<String> unpricedModels) {

    public static SpentJson of(Spent spent) {
        Amount amount = spent.amount();
        BigDecimal usd = spent.cost().usd();
        return new SpentJson(
                amount.requests(),
                amount.inputTokens(),
                amount.cachedTokens(),
                amount.cacheWriteTokens(),
                amount.outputTokens(),
                spent.estimated(),
                Optional.of(usd).filter(any -> spent.isPriced()),
                Optional.of(usd).filter(any -> spent.isPriced() || !spent.cost().equals(Cost.ZERO)),
                spent.unpricedCalls(),
                spent.unpriced());
    }
}
