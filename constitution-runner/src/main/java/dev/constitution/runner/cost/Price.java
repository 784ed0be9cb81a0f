package dev.constitution.runner.cost;

import java.util.Map;

/** What a model's calls cost, by one of the schemes that providers charge by. */
public sealed interface Price {

    /** The cost of this much. */
    Cost of(Amount amount);

    /** What a price file says of it. */
    Map<String, String> fields();

    /**
     * By tokens, each for a million.
     *
     * @param cachedInput for tokens of the request that the provider reads from its cache
     * @param cacheWrite for tokens of the request that it writes there
     */
    record PerToken(Cost input, Cost cachedInput, Cost cacheWrite, Cost output) implements Price {
        @Override
        public Cost of(Amount amount) {
            return input.perMillionTimes(amount.inputTokens() - amount.cachedTokens() - amount.cacheWriteTokens())
                    .plus(cachedInput.perMillionTimes(amount.cachedTokens()))
                    .plus(cacheWrite.perMillionTimes(amount.cacheWriteTokens()))
                    .plus(output.perMillionTimes(amount.outputTokens()));
        }

        @Override
        public Map<String, String> fields() {
            return Map.of(
                    "input", input.plain(),
                    "cached_input", cachedInput.plain(),
                    "cache_write", cacheWrite.plain(),
                    "output", output.plain());
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
        public Map<String, String> fields() {
            return Map.of("per", "request", "usd", usd.plain());
        }
    }
}
