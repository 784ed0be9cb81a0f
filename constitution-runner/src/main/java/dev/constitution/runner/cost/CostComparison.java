package dev.constitution.runner.cost;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What short, medium and long conversations cost with each of some models. */
public final class CostComparison {

    /** How long answers are. */
    public enum Length {
        SHORT(100),
        MEDIUM(250),
        LONG(500);

        private final int words;

        Length(int words) {
            this.words = words;
        }

        public int words() {
            return words;
        }

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Length, Amount> amounts = new EnumMap<>(Length.class);
    private final Map<Length, Cost> cheapest = new EnumMap<>(Length.class);
    private final List<String> models;
    private final Prices prices;

    /**
     * @param models an unknown price is no fault; the model stands last
     */
    public CostComparison(Prices prices, List<String> models, int rounds, int questionWords, boolean cached) {
        this.prices = prices;
        for (Length length : Length.values()) {
            Amount amount = new ConversationCost(rounds, questionWords, length.words(), cached).amount();
            amounts.put(length, amount);
            models.stream()
                    .flatMap(model -> prices.of(model).stream())
                    .map(price -> price.of(amount))
                    .filter(cost -> cost.compareTo(Cost.ZERO) > 0)
                    .min(Comparator.naturalOrder())
                    .ifPresent(cost -> cheapest.put(length, cost));
        }
        List<String> sorted = new ArrayList<>(models);
        sorted.sort(Comparator.comparing(
                        (String model) -> cost(model, Length.MEDIUM).orElse(null),
                        Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Comparator.naturalOrder()));
        this.models = List.copyOf(sorted);
    }

    /** The models, the cheapest at medium length first. */
    public List<String> models() {
        return models;
    }

    public Amount amount(Length length) {
        return amounts.getOrDefault(length, Amount.NONE);
    }

    /** What one conversation costs; empty when the price is unknown. */
    public Optional<Cost> cost(String model, Length length) {
        return prices.of(model).map(price -> price.of(amount(length)));
    }

    /** How many times the cheapest cost above 0 it is, to three digits; empty when the price is unknown. */
    public Optional<BigDecimal> relative(String model, Length length) {
        BigDecimal unit = cheapest.getOrDefault(length, Cost.of("1")).usd();
        return cost(model, length).map(cost -> cost.usd().divide(unit, new MathContext(3)));
    }
}
