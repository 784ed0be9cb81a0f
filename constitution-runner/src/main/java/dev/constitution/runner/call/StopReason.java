package dev.constitution.runner.call;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import java.time.Duration;
import java.util.Optional;

/** Tells the failures that every other row would share from those of a row. */
final class StopReason {
    private StopReason() {}

    /** Why the run must stop when the provider refuses the key, the account or the model; empty for other failures. */
    static Optional<RunStop> ofAccount(ModelCall call, FailureKind kind, RuntimeException failure) {
        String what = what(call, kind, failure);
        return switch (kind) {
            case AUTHENTICATION ->
                refused(what + "; give a key that may use the model, then run the same command again");
            case QUOTA -> refused(what + "; top the account up, then run the same command again");
            case MODEL_NOT_FOUND ->
                refused(what + "; check the model's name, the address, and that the account may use it");
            default -> Optional.empty();
        };
    }

    /**
     * Why the run must stop when the provider is not to be had for longer than the patience; empty where it can go on.
     *
     * @param asked how long the provider asks to be left alone
     * @param outage how long it has answered nothing
     */
    static Optional<RunStop> ofOutage(
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

    private static String what(ModelCall call, FailureKind kind, RuntimeException failure) {
        return call.role().label() + ": " + kind.label() + ": " + failure.getMessage();
    }

    private static Optional<RunStop> refused(String message) {
        return Optional.of(new RunStop(ExitCode.AUTHENTICATION, message));
    }

    private static Optional<RunStop> later(String message) {
        return Optional.of(new RunStop(ExitCode.PARTIAL, message));
    }
}
