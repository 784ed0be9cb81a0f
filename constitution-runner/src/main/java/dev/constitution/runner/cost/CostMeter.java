package dev.constitution.runner.cost;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what a run's calls take. Thread-safe. */
public final class CostMeter {
    private final RunCost run;
    private final Map<String, CallUsage> usageByRole = new TreeMap<>();
    private long failed;

    public CostMeter(RunCost run) {
        this.run = run;
    }

    /** Adds answered calls of a role. */
    public synchronized void add(String role, CallUsage usage) {
        usageByRole.merge(role, usage, CallUsage::plus);
    }

    /** Adds a call that failed: what it cost is not known. */
    public synchronized void addFailed() {
        failed++;
    }

    /** The sum so far, priced: a price is linear in what it is for. */
    public synchronized Spent spent() {
        CallUsage all = CallUsage.NONE;
        Cost cost = Cost.ZERO;
        TreeSet<String> unpriced = new TreeSet<>();
        for (Map.Entry<String, CallUsage> one : usageByRole.entrySet()) {
            CallUsage usage = one.getValue();
            all = all.plus(usage);
            Price price = run.price(one.getKey()).orElse(null);
            if (price == null) {
                unpriced.add(run.model(one.getKey()));
            } else {
                cost = cost.plus(price.of(usage.amount()));
            }
        }
        return new Spent(all.amount(), cost, all.estimated(), failed, unpriced);
    }
}
