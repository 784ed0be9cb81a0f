package dev.constitution.runner.call;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.chat.Interrupts;
import dev.constitution.chat.ModelCall;
import dev.constitution.runner.base.Durations;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.StoreException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.wire.RetryAfter;
import dev.constitution.runner.wire.WireModel;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls to one model: sends each as often as it takes, within the model's limits. Thread-safe. */
final class RetryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RetryLoop.class);

    /** Failures after which the same request may succeed. */
    private static final Set<FailureKind> PASSING =
            EnumSet.of(FailureKind.RATE_LIMITED, FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.MALFORMED);

    private final CallSender next;
    private final CallRules rules;
    private final Consumer<FailureKind> retries;
    private final Admission admission;
    private final AtomicLong calls = new AtomicLong();
    private final CallTokens tokens = new CallTokens();
    private final boolean countsTokens;
    private final FirstContact contact;
    private final AccountRefusals account = new AccountRefusals();
    private final SameFailure same = new SameFailure();

    /**
     * @param retries hears of each request that is sent again, by what had failed
     */
    RetryLoop(CallSender next, CallRules rules, ChatModel model, Consumer<FailureKind> retries) {
        this.next = next;
        this.rules = rules;
        this.retries = retries;
        this.admission = new Admission(rules.limits(), rules.time(), rules.stop(), !WireModel.maySendKey(model));
        this.contact = new FirstContact(rules.time());
        this.countsTokens = rules.limits().tokensPerMinute().isPresent();
    }

    AnsweredCall send(PendingCall pending) throws InterruptedException {
        ModelCall call = pending.call();
        CallAttempts attempts = new CallAttempts(pending, calls.getAndIncrement());
        while (true) {
            SendPermit ticket = admission.enter(attempts.number(), countsTokens ? tokens.expected(call.request()) : 0);
            AnsweredCall answered;
            try {
                rules.stop().requireGoing();
                answered = next.send(attempts.pending());
            } catch (RuntimeException e) {
                Duration wait = waitAfter(e, call, ticket, attempts);
                attempts.again(ticket, ticket.probe() ? calls.getAndIncrement() : 0);
                backOff(wait);
                continue;
            } catch (InterruptedException | Error e) {
                giveUp(ticket);
                throw e;
            }
            contact.made();
            account.answered();
            same.answered(call.role());
            long used = countsTokens ? tokens.used(answered.usage().amount()) : 0;
            admission.leave(ticket, RequestEnd.ANSWERED, Duration.ZERO, used);
            return answered;
        }
    }

    /**
     * How long the call waits before it is sent again.
     *
     * @throws RuntimeException the failure, when the call is not to be sent again
     */
    private Duration waitAfter(RuntimeException failure, ModelCall call, SendPermit ticket, CallAttempts attempts)
            throws InterruptedException {
        throwEnd(failure, ticket);
        FailureKind kind = FailureKind.of(failure);
        attempts.failed(kind, failure, rules.time().nanos());
        boolean last = attempts.areUsedUp(rules.limits().attempts(), ticket);
        boolean stays = last || !PASSING.contains(kind);
        Optional<RunStop> refusal = account.failed(call, kind, failure)
                .or(() -> contact.failed(call, failure, last))
                .or(() -> stays ? same.failed(call, kind, failure) : Optional.empty());
        refusal.ifPresent(reason -> {
            rules.stop().stop(reason); // before the request's place is free: no other call may take it
            giveUp(ticket);
            throw new RunStopException(reason);
        });
        Optional<Duration> asked =
                PASSING.contains(kind) ? RetryAfter.of(failure, rules.time().now()) : Optional.empty();
        Duration wait = asked.orElseGet(() -> rules.backOff().after(attempts.made()));
        Duration outage = longer(
                admission.leave(ticket, ending(kind, asked.isPresent()), wait, ticket.tokens()),
                attempts.loading(rules.time().nanos()));
        OutageEnd.stop(call, kind, failure, asked, outage, rules.limits().patience())
                .ifPresent(reason -> {
                    rules.stop().stop(reason);
                    throw new RunStopException(reason);
                });
        if (stays) {
            throw failure;
        }
        if (ticket.probe()) {
            warn(call, kind, failure, outage);
        }
        retries.accept(kind);
        return wait;
    }

    /** Throws what is no failure of the call's own: the run ends, or this thread is to. */
    private void throwEnd(RuntimeException failure, SendPermit ticket) throws InterruptedException {
        if (failure instanceof StoreException) {
            // Before the request's place is free: the next answer could not be stored either.
            rules.stop().stop(new RunStop(ExitCode.STORAGE, String.valueOf(failure.getMessage())));
        }
        if (failure instanceof AbortException) {
            giveUp(ticket);
            throw failure;
        }
        Optional<InterruptedException> interrupt = Interrupts.behind(failure);
        if (interrupt.isPresent()) {
            giveUp(ticket);
            throw interrupt.get();
        }
    }

    private static void warn(ModelCall call, FailureKind kind, RuntimeException failure, Duration outage) {
        LOG.warn(
                "{}: {}: {}; the provider has answered nothing for {}, its calls wait",
                call.role().label(),
                kind.label(),
                Words.shown(String.valueOf(failure.getMessage())),
                Durations.inWords(outage));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void backOff(Duration wait) throws InterruptedException {
        rules.workers().stepAside();
        try {
            admission.backOff(wait);
        } finally {
            rules.workers().goOn();
        }
    }

    private void giveUp(SendPermit ticket) {
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

    Admission.State state() {
        return admission.state();
    }
}
