package dev.constitution.runner;

import java.util.TreeSet;

/** Adds up what a run's calls take. Thread-safe. */
final class CostMeter {
    private final RunCost run;
    private Amount amount = Amount.NONE;
    private Cost cost = Cost.ZERO;
    private long estimated;
    private long failed;
    private final TreeSet<String> unpriced = new TreeSet<>();

    CostMeter(RunCost run) {
        this.run = run;
    }

    /** A meter that begins with all the calls in a run's store. */
    static CostMeter of(RunStore store, RunCost run) {
        CostMeter meter = new CostMeter(run);
        store.usage(meter::add);
        return meter;
    }

    /** Adds answered calls of a role. */
    synchronized void add(String role, CallUsage usage) {
        amount = amount.plus(usage.amount());
        estimated += usage.estimated();
        run.price(role)
                .ifPresentOrElse(
                        price -> cost = cost.plus(price.of(usage.amount())), () -> unpriced.add(run.model(role)));
    }

    /** Adds a call that failed: what it cost is not known. */
    synchronized void addFailed() {
        failed++;
    }

    synchronized Spent spent() {
        return new Spent(amount, cost, estimated, failed, unpriced);
    }
}
