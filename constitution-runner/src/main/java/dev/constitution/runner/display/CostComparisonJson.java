package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostComparison;
import dev.constitution.runner.cost.CostComparison.Length;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What models cost as one JSON object; the version is raised when a field changes its meaning or goes.
 *
 * @param productConversations the conversations that {@code product_usd} is the cost of
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CostComparisonJson(
        int version,
        String pricesAsOf,
        int rounds,
        int questionWords,
        boolean cached,
        long productConversations,
        List<Model> models) {
    public static final int VERSION = 1;

    /** A model's costs by how long its answers are. */
    public record Model(String model, @JsonAnyGetter Map<Length, Conversation> conversations) {

        public static Model of(String model, CostComparison comparison, long productConversations) {
            Map<Length, Conversation> conversations = new EnumMap<>(Length.class);
            for (Length length : Length.values()) {
                Optional<Cost> cost = comparison.cost(model, length);
                conversations.put(
                        length,
                        new Conversation(
                                length.words(),
                                comparison.amount(length).inputTokens(),
                                comparison.amount(length).outputTokens(),
                                cost.map(Cost::usd),
                                comparison.relative(model, length),
                                cost.map(one -> one.times(productConversations).usd())));
            }
            return new Model(model, conversations);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Conversation(
            int answerWords,
            long inputTokens,
            long outputTokens,
            Optional<BigDecimal> usd,
            Optional<BigDecimal> relative,
            Optional<BigDecimal> productUsd) {}
}
