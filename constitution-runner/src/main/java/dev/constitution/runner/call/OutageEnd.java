package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import java.time.Duration;
import java.util.Optional;

/** When a provider that is not to be had ends the run. */
final class OutageEnd {
    private OutageEnd() {}

    /**
     * Why the run must stop when the provider is not to be had for longer than the patience; empty where it can go on.
     *
     * @param asked how long the provider asks to be left alone
     * @param outage how long it has answered nothing
     */
    static Optional<RunStop> stop(
            ModelCall call,
            FailureKind kind,
            RuntimeException failure,
            Optional<Duration> asked,
            Duration outage,
            Duration patience) {
        String what = what(call, kind, failure);
        if (asked.isPresent() && asked.get().compareTo(patience) > 0) {
            return later(what + "; the provider asks to wait " + Durations.inWords(asked.get())
                    + "; run the same command again then");
        }
        return outage.compareTo(patience) >= 0
                ? later(what + "; the provider has answered nothing for " + Durations.inWords(outage)
                        + "; run the same command again when it does")
                : Optional.empty();
    }

    /** What failed, for messages. */
    static String what(ModelCall call, FailureKind kind, RuntimeException failure) {
        return call.role().label() + ": " + kind.label() + ": "
                + ProviderError.sentence(String.valueOf(failure.getMessage()));
    }

    private static Optional<RunStop> later(String message) {
        return Optional.of(new RunStop(ExitCode.PARTIAL, message));
    }
}
