package dev.constitution.runner.cli;

import dev.constitution.runner.call.CallLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run that say how hard it may press a provider. */
final class LimitOptions {
    @Option(names = "--rpm", paramLabel = "N", description = "The most requests to a model in a minute.")
    private @Nullable Integer requestsPerMinute;

    @Option(
            names = "--tpm",
            paramLabel = "N",
            description = "The most tokens, of requests and answers together, to and from a model in a minute.")
    private @Nullable Long tokensPerMinute;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "How often a call is sent at most before its row fails. Default: 6.")
    private @Nullable Integer attempts;

    @Option(
            names = "--fail-on-error",
            paramLabel = "SHARE",
            description =
                    "Stop when more than this share of the rows done failed, 0.1 for example, reckoned over 20 rows at"
                            + " least; by default never.")
    private @Nullable Double failOnError;

    /** The share of failed rows above which the run stops; 1 never does. */
    double failOnError() {
        return failOnError == null ? 1 : failOnError;
    }

    CallLimits limits() {
        CallLimits limits = CallLimits.ofConcurrency(1); // the run sets its own
        limits = requestsPerMinute == null ? limits : limits.withRequestsPerMinute(requestsPerMinute);
        limits = tokensPerMinute == null ? limits : limits.withTokensPerMinute(tokensPerMinute);
        return attempts == null ? limits : limits.withAttempts(attempts);
    }
}
