package dev.constitution.runner.call;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.ModelCall;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.wire.KeyedModel;
import dev.constitution.runner.wire.RawAnswers;
import dev.constitution.runner.wire.RetryAfter;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls to one model: sends each as often as it takes, within the model's limits. Thread-safe. */
final class RetryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RetryLoop.class);

    /** Failures after which the same request may succeed. */
    private static final Set<FailureKind> PASSING =
            EnumSet.of(FailureKind.RATE_LIMITED, FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.MALFORMED);

    private final ProviderCalls run;
    private final Admission admission;
    private final AtomicLong calls = new AtomicLong();
    private final CallTokens tokens = new CallTokens();
    private final boolean countsTokens;
    private final FirstContact contact;

    RetryLoop(ProviderCalls run, ChatModel model) {
        this.run = run;
        this.admission = new Admission(run.limits, run.time, !KeyedModel.mayBe(model));
        this.contact = new FirstContact(run.time);
        this.countsTokens = run.limits.tokensPerMinute().isPresent();
    }

    ChatResponse call(ModelCall call) throws InterruptedException {
        long number = calls.getAndIncrement();
        int attempt = 1;
        while (true) {
            Ticket ticket = admission.enter(number, countsTokens ? tokens.expected(call.request()) : 0);
            ChatResponse response;
            try {
                RawAnswers.sending();
                response = run.next.call(call);
            } catch (RuntimeException e) {
                Duration wait = waitAfter(e, call, ticket, attempt);
                attempt += ticket.probe() ? 0 : 1;
                backOff(wait);
                continue;
            } catch (InterruptedException | Error e) {
                giveUp(ticket);
                throw e;
            }
            contact.made();
            long used = countsTokens ? tokens.used(call.request(), response) : 0;
            admission.leave(ticket, RequestEnd.ANSWERED, Duration.ZERO, used);
            return response;
        }
    }

    /**
     * How long the call waits before it is sent again.
     *
     * @throws RuntimeException the failure, when the call is not to be sent again
     */
    private Duration waitAfter(RuntimeException failure, ModelCall call, Ticket ticket, int attempt)
            throws InterruptedException {
        if (failure instanceof AbortException) {
            giveUp(ticket);
            throw failure;
        }
        if (wasInterrupted(failure)) {
            giveUp(ticket);
            InterruptedException interrupt = new InterruptedException("interrupted while waiting for a model");
            interrupt.initCause(failure);
            throw interrupt;
        }
        FailureKind kind = FailureKind.of(failure);
        boolean last = attempt >= run.limits.attempts() && !ticket.probe();
        Optional<RunStopException> refusal =
                StopReason.ofAccount(call, kind, failure).or(() -> contact.failed(call, failure, last));
        if (refusal.isPresent()) {
            // Before the request's place is free: no other call may take it.
            run.stop(refusal.get());
            giveUp(ticket);
            throw refusal.get();
        }
        Optional<Duration> asked = RetryAfter.of(failure, run.time.now());
        Duration wait = asked.orElseGet(() -> run.backOff.after(attempt));
        Duration outage = admission.leave(ticket, ending(kind, asked.isPresent()), wait, ticket.tokens());
        StopReason.ofOutage(call, kind, failure, asked, outage, run.limits.patience())
                .ifPresent(reason -> {
                    run.stop(reason);
                    throw reason;
                });
        if (last || !PASSING.contains(kind)) {
            throw failure;
        }
        if (ticket.probe()) {
            LOG.warn(
                    "{}: {}: {}; the provider has answered nothing for {}, its calls wait",
                    call.role().label(),
                    kind.label(),
                    failure.getMessage(),
                    Durations.inWords(outage));
        }
        run.countRetry(kind);
        return wait;
    }

    private void backOff(Duration wait) throws InterruptedException {
        run.workers.stepAside();
        try {
            admission.backOff(wait);
        } finally {
            run.workers.goOn();
        }
    }

    private void giveUp(Ticket ticket) {
        admission.leave(ticket, RequestEnd.GIVEN_UP, Duration.ZERO, ticket.tokens());
    }

    private static RequestEnd ending(FailureKind kind, boolean askedToWait) {
        return switch (kind) {
            case RATE_LIMITED -> RequestEnd.REFUSED;
            case UNAVAILABLE, TIMEOUT -> askedToWait ? RequestEnd.REFUSED : RequestEnd.UNANSWERED;
            case ERROR -> RequestEnd.GIVEN_UP;
            default -> RequestEnd.ANSWERED;
        };
    }

    /** Takes the interrupt over from the thread's flag, which the exception stands for from now on. */
    private static boolean wasInterrupted(Throwable failure) {
        if (Thread.interrupted()) {
            return true;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException || t instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    void stop(RunStopException reason) {
        admission.stop(reason);
    }

    Admission.State state() {
        return admission.state();
    }
}
