package dev.constitution.runner;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what a run's calls take. Thread-safe. */
final class CostMeter {
    private final RunCost run;
    private final Map<String, CallUsage> usageByRole = new TreeMap<>();
    private long failed;

    CostMeter(RunCost run) {
        this.run = run;
    }

    /** Adds answered calls of a role. */
    synchronized void add(String role, CallUsage usage) {
        usageByRole.merge(role, usage, CallUsage::plus);
    }

    /** Adds a call that failed: what it cost is not known. */
    synchronized void addFailed() {
        failed++;
    }

    /** The sum so far, priced: a price is linear in what it is for. */
    synchronized Spent spent() {
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
