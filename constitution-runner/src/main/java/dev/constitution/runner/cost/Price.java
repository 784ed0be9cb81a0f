package dev.constitution.runner.cost;

/** What a model's calls cost, by one of the schemes that providers charge by. */
public sealed interface Price {

    /** The cost of this much. */
    Cost of(Amount amount);

    /**
     * By tokens, each for a million.
     *
     * @param cachedInput for tokens of the request that the provider reads from its cache
     */
    record PerToken(Cost input, Cost cachedInput, Cost output) implements Price {
        @Override
        public Cost of(Amount amount) {
            return input.perMillionTimes(amount.inputTokens() - amount.cachedTokens())
                    .plus(cachedInput.perMillionTimes(amount.cachedTokens()))
                    .plus(output.perMillionTimes(amount.outputTokens()));
        }
    }

    /** By characters, each for a million. */
    record PerCharacter(Cost input, Cost output) implements Price {
        @Override
        public Cost of(Amount amount) {
            return input.perMillionTimes(amount.inputCharacters())
                    .plus(output.perMillionTimes(amount.outputCharacters()));
        }
    }

    /** By requests, however long; 0 on one's own hardware. */
    record PerRequest(Cost usd) implements Price {
        @Override
        public Cost of(Amount amount) {
            return usd.times(amount.requests());
        }
    }
}
