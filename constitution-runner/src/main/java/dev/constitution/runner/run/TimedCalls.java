package dev.constitution.runner.run;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.call.AnsweredCall;
import dev.constitution.runner.call.CallSender;
import dev.constitution.runner.call.PendingCall;
import java.time.Duration;
import java.util.Optional;

/** Tells a listener of each request, how long it took and what came of it; of none that the run's own end broke off. */
record TimedCalls(CallSender next, RunListener listener) implements CallSender {

    @Override
    public AnsweredCall send(PendingCall pending) throws InterruptedException {
        long sent = System.nanoTime();
        AnsweredCall answered;
        try {
            answered = next.send(pending);
        } catch (AbortException e) {
            throw e;
        } catch (RuntimeException e) {
            called(pending, sent, Optional.of(FailureKind.of(e)));
            throw e;
        }
        called(pending, sent, Optional.empty());
        return answered;
    }

    private void called(PendingCall pending, long sent, Optional<FailureKind> failure) {
        listener.called(pending.asked(), Duration.ofNanos(System.nanoTime() - sent), failure);
    }
}
