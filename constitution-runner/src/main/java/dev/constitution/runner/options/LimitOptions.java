package dev.constitution.runner.options;

import dev.constitution.runner.base.Durations;
import dev.constitution.runner.call.CallLimits;
import dev.constitution.runner.model.ModelSettings;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.run.Run;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much a run may do, and how hard it may press a provider. */
@UnderHeading(Heading.LIMITS)
@NoPartOfRun("it says how much is done at a time and how fast, not what")
public final class LimitOptions {
    @Option(names = "--limit", paramLabel = "N", description = "Do the first N rows only.")
    private @Nullable Long limit;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Calls to a model in flight at once. Default: the processors on a local model, 16 elsewhere.")
    private @Nullable Integer concurrency;

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
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "How long a model's server may be silent during a call, 90s, 5m or PT5M for example; while it keeps"
                            + " the connection alive, six times as long. The try after a timeout may take twice that. Default: 10m.")
    private @Nullable String timeout;

    @Option(
            names = "--fail-on-error",
            paramLabel = "SHARE",
            description =
                    "Stop when more than this share of the rows done failed, 0.1 for example, reckoned over 20 rows at"
                            + " least; by default never.")
    private @Nullable Double failOnError;

    /** The rows to do; empty for all. */
    public OptionalLong rows() {
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** How models are waited for. */
    public ModelSettings timed(ModelSettings settings) {
        return timeout == null ? settings : settings.withTimeout(Durations.parse("--timeout", timeout));
    }

    /**
     * Sets a run's limits.
     *
     * @param traits those of the model that most calls go to
     */
    public void set(Run.Builder run, ModelTraits traits) {
        run.limits(calls());
        if (failOnError != null) {
            run.failOnError(failOnError);
        }
        run.concurrency(concurrency == null ? traits.concurrency() : concurrency);
        if (limit != null) {
            run.limit(limit);
        }
    }

    private CallLimits calls() {
        CallLimits limits = CallLimits.ofConcurrency(1); // the run sets its own
        limits = requestsPerMinute == null ? limits : limits.withRequestsPerMinute(requestsPerMinute);
        limits = tokensPerMinute == null ? limits : limits.withTokensPerMinute(tokensPerMinute);
        return attempts == null ? limits : limits.withAttempts(attempts);
    }
}
