package dev.constitution.runner.cost;

/**
 * What model calls took, in every unit that providers charge by. All are 0 or more.
 *
 * @param requests calls
 * @param inputTokens tokens of the requests, cached ones among them
 * @param cachedTokens of these, what the provider reads from its cache
 * @param outputTokens tokens of the answers
 * @param inputCharacters characters of the requests
 * @param outputCharacters characters of the answers
 * @param cacheWriteTokens tokens of the requests that the provider writes to its cache, none of them cached ones
 */
public record Amount(
        long requests,
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        long inputCharacters,
        long outputCharacters,
        long cacheWriteTokens) {
    public static final Amount NONE = new Amount(0, 0, 0, 0, 0, 0);

    public Amount {
        if (requests < 0 || inputTokens < 0 || outputTokens < 0 || inputCharacters < 0 || outputCharacters < 0) {
            throw new IllegalArgumentException("an amount must be 0 or more, got " + requests + " requests, "
                    + inputTokens + " and " + outputTokens + " tokens, " + inputCharacters + " and "
                    + outputCharacters + " characters");
        }
        if (cachedTokens < 0 || cacheWriteTokens < 0 || cachedTokens > inputTokens - cacheWriteTokens) {
            throw new IllegalArgumentException("tokens read from a cache or written to it must be among the "
                    + inputTokens + " of the input, got " + cachedTokens + " and " + cacheWriteTokens);
        }
    }

    /** An amount of which nothing is written to a cache. */
    public Amount(
            long requests,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            long inputCharacters,
            long outputCharacters) {
        this(requests, inputTokens, cachedTokens, outputTokens, inputCharacters, outputCharacters, 0);
    }

    public long tokens() {
        return Math.addExact(inputTokens, outputTokens);
    }

    public Amount plus(Amount other) {
        return new Amount(
                Math.addExact(requests, other.requests),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cachedTokens, other.cachedTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(inputCharacters, other.inputCharacters),
                Math.addExact(outputCharacters, other.outputCharacters),
                Math.addExact(cacheWriteTokens, other.cacheWriteTokens));
    }

    /** What is left without a part of it. */
    Amount minus(Amount part) {
        return new Amount(
                requests - part.requests,
                inputTokens - part.inputTokens,
                cachedTokens - part.cachedTokens,
                outputTokens - part.outputTokens,
                inputCharacters - part.inputCharacters,
                outputCharacters - part.outputCharacters,
                cacheWriteTokens - part.cacheWriteTokens);
    }

    /** This amount of {@code part} rows, carried forward to {@code all}; rounded up. */
    Amount scaled(long part, long all) {
        return part == all
                ? this
                : new Amount(
                        scaled(requests, part, all),
                        scaled(inputTokens, part, all),
                        scaled(cachedTokens, part, all),
                        scaled(outputTokens, part, all),
                        scaled(inputCharacters, part, all),
                        scaled(outputCharacters, part, all),
                        scaled(cacheWriteTokens, part, all));
    }

    private static long scaled(long count, long part, long all) {
        return (long) Math.ceil((double) count * all / part);
    }
}
