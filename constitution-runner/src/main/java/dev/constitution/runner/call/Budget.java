package dev.constitution.runner.call;

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
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a run within its bounds of cost and tokens, and meters its calls. Thread-safe.
 *
 * <p>What a call may take, its prompt as estimated and the longest answer it allows, is set aside before it is sent, and
 * settled with what it took when it is answered. A call for which too little is left waits while others are under way,
 * since they may take less than was set aside for them; when none is, the budget is used up. So only the calls in flight
 * can overshoot, by what they take beyond their estimates.
 *
 * <p>It stands outside of the retries: the attempts of one call are one call here. Providers do not say what a failed
 * attempt cost, so nothing is counted for it.
 */
public final class Budget implements CallSender {

    /** Set aside for the answer of a call that has no limit of its own. */
    private static final long ASSUMED_OUTPUT_TOKENS = EstimateScenario.HIGH.answerTokens();

    private final CallSender next;
    private final RunCost run;
    private final CostMeter meter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private int inFlight;
    private long reservedTokens;
    private Cost reservedCost = Cost.ZERO;

    /**
     * @param meter holds what earlier starts of the run took
     */
    public Budget(CallSender next, RunCost run, CostMeter meter) {
        this.next = next;
        this.run = run;
        this.meter = meter;
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
        Amount most = CallUsage.reserved(pending.call().request(), ASSUMED_OUTPUT_TOKENS);
        Cost mostCost = run.price(pending.call().role().label())
                .map(price -> price.of(most))
                .orElse(Cost.ZERO);
        reserve(most.tokens(), mostCost);
        try {
            return metered(pending);
        } finally {
            release(most.tokens(), mostCost);
        }
    }

    private AnsweredCall metered(PendingCall pending) throws InterruptedException {
        boolean isAnswered = false;
        try {
            AnsweredCall answered = next.send(pending);
            isAnswered = true;
            meter.add(answered.role(), answered.usage());
            return answered;
        } finally {
            if (!isAnswered) {
                meter.addFailed();
            }
        }
    }

    private void reserve(long tokens, Cost cost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Optional<String> lack = lack(tokens, cost);
            while (lack.isPresent()) {
                if (inFlight == 0) {
                    throw new RunStopException(new RunStop(ExitCode.BUDGET, lack.get()));
                }
                settled.await();
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
