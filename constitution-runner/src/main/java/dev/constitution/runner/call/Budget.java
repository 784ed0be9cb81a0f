package dev.constitution.runner.call;

import dev.constitution.chat.AbortException;
import dev.constitution.chat.FailureKind;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.CallUsage;
import dev.constitution.runner.cost.Cost;
import dev.constitution.runner.cost.CostMeter;
import dev.constitution.runner.cost.EstimateScenario;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.cost.Spent;
import dev.constitution.runner.threads.StopSwitch;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a run within its bounds of cost and tokens. Thread-safe.
 *
 * <p>What a request is expected to take is set aside before it is sent: its prompt as estimated, and an answer as long as
 * those of its role are on average; until some have come, the longest that the request allows. When the request has ended,
 * what its answer took is in the meter, whatever became of it. A request for which too little is left waits while others
 * are under way, since they may take less than was set aside for them; when none is, the budget is used up. So only the
 * requests in flight can overshoot, by what they take beyond their estimates.
 *
 * <p>It stands inside of the retries: each attempt of a call may be answered, and paid for.
 */
public final class Budget implements CallSender {

    /** Failures of a request that the provider may have worked for all the same. */
    private static final Set<FailureKind> PERHAPS_PAID = EnumSet.of(FailureKind.TIMEOUT, FailureKind.UNAVAILABLE);

    /** Set aside for the first answers, to calls that have no limit of their own. */
    private static final long ASSUMED_OUTPUT_TOKENS = EstimateScenario.HIGH.answerTokens();

    private final CallSender next;
    private final RunCost run;
    private final CostMeter meter;
    private final StopSwitch stop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private int inFlight;
    private long reservedTokens;
    private Cost reservedCost = Cost.ZERO;

    /**
     * @param meter is told of each answer, by {@code next}, before that returns
     * @param stop says whether the run goes on: a request that has waited is not sent when it does not
     */
    public Budget(CallSender next, RunCost run, CostMeter meter, StopSwitch stop) {
        this.next = next;
        this.run = run;
        this.meter = meter;
        this.stop = stop;
    }

    /**
     * Sends the call when the budget allows it.
     *
     * @throws RunStopException when it does not
     */
    @Override
    public AnsweredCall send(PendingCall pending) throws InterruptedException {
        if (!run.isBounded()) {
            return metered(pending);
        }
        String role = pending.asked();
        Amount expected = expected(pending.call().request(), role);
        Cost cost = run.price(role).map(price -> price.of(expected)).orElse(Cost.ZERO);
        reserve(expected.tokens(), cost);
        try {
            return metered(pending);
        } finally {
            release(expected.tokens(), cost);
        }
    }

    /** What is set aside for a call that is not sent yet. */
    public record SetAside(long tokens, Cost cost) {}

    /** What a call is expected to take in a batch. */
    public SetAside expectedInBatch(PendingCall pending) {
        if (!run.isBounded()) {
            return new SetAside(0, Cost.ZERO);
        }
        String role = pending.asked();
        Amount expected = expected(pending.call().request(), role);
        Cost cost = run.price(role).map(price -> price.inBatches().of(expected)).orElse(Cost.ZERO);
        return new SetAside(expected.tokens(), cost);
    }

    /**
     * Sets this aside until {@link #release}, where that breaks no bound; else says which. Nobody waits for it: it may be long
     * before it is given back.
     */
    public Optional<String> setAside(SetAside expected) {
        if (!run.isBounded()) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Optional<String> lack = lack(expected.tokens(), expected.cost());
            if (lack.isEmpty()) {
                reservedTokens += expected.tokens();
                reservedCost = reservedCost.plus(expected.cost());
            }
            return lack;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what was set aside: what the answer took is in the meter, where there was one. */
    public void release(SetAside expected) {
        lock.lock();
        try {
            reservedTokens -= expected.tokens();
            reservedCost = reservedCost.minus(expected.cost());
        } finally {
            lock.unlock();
        }
    }

    private Amount expected(ChatRequest request, String role) {
        Integer limit = request.maxOutputTokens();
        long most = limit == null ? ASSUMED_OUTPUT_TOKENS : limit;
        return CallUsage.expected(request, meter.meanOutput(role).orElse(most));
    }

    private AnsweredCall metered(PendingCall pending) throws InterruptedException {
        try {
            return next.send(pending);
        } catch (RuntimeException e) {
            if (!(e instanceof AbortException) && PERHAPS_PAID.contains(FailureKind.of(e))) {
                meter.addUnanswered();
            }
            throw e;
        }
    }

    private void reserve(long tokens, Cost cost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            stop.requireGoing();
            Optional<String> lack = lack(tokens, cost);
            while (lack.isPresent()) {
                if (inFlight == 0) {
                    throw new RunStopException(new RunStop(ExitCode.BUDGET, lack.get()));
                }
                settled.await();
                stop.requireGoing();
                lack = lack(tokens, cost);
            }
            inFlight++;
            reservedTokens += tokens;
            reservedCost = reservedCost.plus(cost);
        } finally {
            lock.unlock();
        }
    }

    private void release(long tokens, Cost cost) {
        lock.lock();
        try {
            inFlight--;
            reservedTokens -= tokens;
            reservedCost = reservedCost.minus(cost);
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Which bound the call could break, and what to do; empty when it is within all of them. */
    private Optional<String> lack(long tokens, Cost cost) {
        Spent spent = meter.spent();
        if (run.maxCost().isPresent()) {
            Cost max = run.maxCost().get();
            if (spent.cost().plus(reservedCost).plus(cost).compareTo(max) > 0) {
                return Optional.of("the budget of " + max + " is used up: " + spent.cost()
                        + " is spent, and the next call may cost " + cost
                        + "; go on with a higher --max-cost");
            }
        }
        if (run.maxTokens().isPresent()) {
            long max = run.maxTokens().getAsLong();
            if (spent.amount().tokens() + reservedTokens + tokens > max) {
                return Optional.of("the budget of " + Words.count(max, "token") + " is used up: "
                        + Words.count(spent.amount().tokens(), "token") + " are spent, and the next call may take "
                        + Words.count(tokens, "token") + "; go on with a higher --max-run-tokens");
            }
        }
        return Optional.empty();
    }
}
