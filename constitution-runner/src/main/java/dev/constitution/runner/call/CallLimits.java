package dev.constitution.runner.call;

import dev.constitution.runner.model.ModelSettings;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How hard the run may press each of its models. How long one request may take is the model's own matter, see
 * {@link ModelSettings#timeout()}.
 *
 * @param concurrency the most requests in flight at once
 * @param requestsPerMinute the most requests sent in a minute
 * @param tokensPerMinute the most tokens, of requests and answers together, in a minute
 * @param attempts how often a call is sent at most before its row fails
 * @param patience how long a provider may answer nothing at all, or ask to be left alone, before the run stops, to be
 *     gone on with later
 * @param share how much of the rates this process may use at present
 */
public record CallLimits(
        int concurrency,
        OptionalInt requestsPerMinute,
        OptionalLong tokensPerMinute,
        int attempts,
        Duration patience,
        RateShare share) {
    public static final int DEFAULT_ATTEMPTS = 6;
    static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(15);

    public CallLimits {
        requirePositive("concurrency", concurrency);
        requestsPerMinute.ifPresent(n -> requirePositive("requests per minute", n));
        tokensPerMinute.ifPresent(n -> requirePositive("tokens per minute", n));
        requirePositive("attempts", attempts);
        requirePositive("patience in ms", patience.toMillis());
    }

    /** Limits that bound nothing but the concurrency, with 6 attempts and a patience of 15 minutes. */
    public static CallLimits ofConcurrency(int concurrency) {
        return new CallLimits(
                concurrency,
                OptionalInt.empty(),
                OptionalLong.empty(),
                DEFAULT_ATTEMPTS,
                DEFAULT_PATIENCE,
                RateShare.ALL);
    }

    public CallLimits withConcurrency(int value) {
        return new CallLimits(value, requestsPerMinute, tokensPerMinute, attempts, patience, share);
    }

    public CallLimits withRequestsPerMinute(int value) {
        return new CallLimits(concurrency, OptionalInt.of(value), tokensPerMinute, attempts, patience, share);
    }

    public CallLimits withTokensPerMinute(long value) {
        return new CallLimits(concurrency, requestsPerMinute, OptionalLong.of(value), attempts, patience, share);
    }

    public CallLimits withAttempts(int value) {
        return new CallLimits(concurrency, requestsPerMinute, tokensPerMinute, value, patience, share);
    }

    /** The same rates, of which other processes use a part. */
    public CallLimits withShare(RateShare value) {
        return new CallLimits(concurrency, requestsPerMinute, tokensPerMinute, attempts, patience, value);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
