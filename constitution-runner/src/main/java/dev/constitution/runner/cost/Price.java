package dev.constitution.runner.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a model's calls cost, by one of the schemes that providers charge by. */
public sealed interface Price {

    /** The cost of this much. */
    Cost of(Amount amount);

    /** What the same costs where it is answered in batches. */
    Price inBatches();

    /** What a price file says of it. */
    Map<String, String> fields();

    /**
     * By tokens, each for a million.
     *
     * @param cachedInput for tokens of the request that the provider reads from its cache
     * @param cacheWrite for tokens of the request that it writes there
     * @param batch the share of these prices that is asked for in batches
     */
    record PerToken(Cost input, Cost cachedInput, Cost cacheWrite, Cost output, BigDecimal batch) implements Price {

        /** Prices that are the same in batches. */
        public PerToken(Cost input, Cost cachedInput, Cost cacheWrite, Cost output) {
            this(input, cachedInput, cacheWrite, output, BigDecimal.ONE);
        }

        @Override
        public Cost of(Amount amount) {
            return input.perMillionTimes(amount.inputTokens() - amount.cachedTokens() - amount.cacheWriteTokens())
                    .plus(cachedInput.perMillionTimes(amount.cachedTokens()))
                    .plus(cacheWrite.perMillionTimes(amount.cacheWriteTokens()))
                    .plus(output.perMillionTimes(amount.outputTokens()));
        }

        @Override
        public Price inBatches() {
            return new PerToken(
                    input.times(batch),
                    cachedInput.times(batch),
                    cacheWrite.times(batch),
                    output.times(batch),
                    BigDecimal.ONE);
        }

        @Override
        public Map<String, String> fields() {
            Map<String, String> fields = new TreeMap<>(Map.of(
                    "input", input.plain(),
                    "cached_input", cachedInput.plain(),
                    "cache_write", cacheWrite.plain(),
                    "output", output.plain()));
            if (batch.compareTo(BigDecimal.ONE) != 0) {
                fields.put("batch", batch.toPlainString());
            }
            return fields;
        }
    }

    /** By characters, each for a million. */
    record PerCharacter(Cost input, Cost output) implements Price {
        @Override
        public Cost of(Amount amount) {
            return input.perMillionTimes(amount.inputCharacters())
                    .plus(output.perMillionTimes(amount.outputCharacters()));
        }

        @Override
        public Price inBatches() {
            return this;
        }

        @Override
        public Map<String, String> fields() {
            return Map.of("per", "million_characters", "input", input.plain(), "output", output.plain());
        }
    }

    /** By requests, however long; 0 on one's own hardware. */
    record PerRequest(Cost usd) implements Price {
        @Override
        public Cost of(Amount amount) {
            return usd.times(amount.requests());
        }

        @Override
        public Price inBatches() {
            return this;
        }

        @Override
        public Map<String, String> fields() {
            return Map.of("per", "request", "usd", usd.plain());
        }
    }
}
