package dev.constitution.runner.batch;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Interrupts;
import dev.constitution.chat.ProviderError;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.wire.RetryAfter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Asks a server about batches as often as it takes, and stops the run when it is not to be had. Thread-safe. */
final class PatientServer {
    private static final Set<FailureKind> PASSING =
            EnumSet.of(FailureKind.RATE_LIMITED, FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.MALFORMED);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** An address at which nobody has answered is more likely mistyped. */
    private static final int TRIES_OF_FIRST_CONTACT = 4;

    private final BatchWait wait;
    private final Duration patience;
    private volatile boolean answered;

    PatientServer(BatchWait wait, Duration patience) {
        this.wait = wait;
        this.patience = patience;
    }

    /**
     * Asks something that may be asked twice.
     *
     * @param what for messages
     * @throws RunStopException when there is no answer for as long as the patience lasts, or the account is refused
     * @throws RuntimeException when the server refuses this request
     */
    <T> T ask(String what, Supplier<T> request) throws InterruptedException {
        return ask(what, request, Optional::empty);
    }

    /**
     * Asks something that must be done once.
     *
     * @param done looks, after a failure, whether it was done all the same, and what came of it
     */
    <T> T ask(String what, Supplier<T> request, Supplier<Optional<T>> done) throws InterruptedException {
        long start = wait.time().nanos();
        for (int tries = 1; ; tries++) {
            RuntimeException failure;
            try {
                wait.stop().requireGoing();
                Optional<T> before = tries == 1 ? Optional.empty() : done.get();
                T answer = before.isPresent() ? before.get() : request.get();
                answered = true;
                return answer;
            } catch (RuntimeException e) {
                failure = e;
            }
            pauseAfter(what, failure, tries, Duration.ofNanos(wait.time().nanos() - start));
        }
    }

    private void pauseAfter(String what, RuntimeException failure, int tries, Duration spent)
            throws InterruptedException {
        if (failure instanceof AbortException) {
            throw failure;
        }
        Optional<InterruptedException> interrupt = Interrupts.behind(failure);
        if (interrupt.isPresent()) {
            throw interrupt.get();
        }
        FailureKind kind = FailureKind.of(failure);
        if (kind == FailureKind.AUTHENTICATION || kind == FailureKind.QUOTA) {
            throw stop(ExitCode.AUTHENTICATION, what, failure, "; put that right, then run the same command again");
        } else if (!PASSING.contains(kind)) {
            throw failure;
        }
        Duration asked = RetryAfter.of(failure, wait.time().now()).orElse(Duration.ZERO);
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 6));
        Duration next = longer(asked, doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
        boolean isLost = !answered && kind == FailureKind.UNAVAILABLE && tries == TRIES_OF_FIRST_CONTACT;
        if (isLost || spent.plus(next).compareTo(patience) > 0) {
            throw stop(
                    ExitCode.PARTIAL,
                    what,
                    failure,
                    "; nothing else came for " + Durations.inWords(spent) + "; run the same command again later");
        }
        wait.pause(next);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    static RunStopException stop(ExitCode code, String what, RuntimeException failure, String remedy) {
        return new RunStopException(new RunStop(code, message(what, failure) + remedy));
    }

    /** The same where single calls may go on. */
    static RunStopException stopBatches(String what, RuntimeException failure, String remedy) {
        return new RunStopException(new RunStop(ExitCode.PARTIAL, message(what, failure) + remedy, true));
    }

    private static String message(String what, RuntimeException failure) {
        return what + ": " + ProviderError.sentence(String.valueOf(failure.getMessage()));
    }
}
