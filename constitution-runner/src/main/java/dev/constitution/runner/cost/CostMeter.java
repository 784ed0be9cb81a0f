package dev.constitution.runner.cost;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up what a run's answers took, in this start and in those before it. Thread-safe. */
public final class CostMeter {
    /** A mean of fewer answers says little. */
    private static final int ANSWERS_OF_A_MEAN = 5;

    private final RunCost run;
    private final Map<String, CallUsage> now = new TreeMap<>();
    private final Map<String, CallUsage> all = new TreeMap<>();
    private long unanswered;

    public CostMeter(RunCost run) {
        this.run = run;
    }

    /** Adds what earlier starts took in a role. */
    public synchronized void addEarlier(String role, CallUsage usage) {
        all.merge(role, usage, CallUsage::plus);
    }

    /** Adds an answer of this start. */
    public synchronized void add(String role, CallUsage usage) {
        now.merge(role, usage, CallUsage::plus);
        all.merge(role, usage, CallUsage::plus);
    }

    /** Adds a request that was given no answer: what it cost is not known. */
    public synchronized void addUnanswered() {
        unanswered++;
    }

    /** How many requests of this start were given no answer. */
    public synchronized long unanswered() {
        return unanswered;
    }

    /** The tokens of a role's answers so far, on average; empty where there are too few. */
    public synchronized OptionalLong meanOutput(String role) {
        Amount amount = all.getOrDefault(role, CallUsage.NONE).amount();
        return amount.requests() < ANSWERS_OF_A_MEAN
                ? OptionalLong.empty()
                : OptionalLong.of((amount.outputTokens() + amount.requests() - 1) / amount.requests());
    }

    /** What all starts took. */
    public synchronized Spent spent() {
        return priced(all);
    }

    /** What this start took. */
    public synchronized Spent spentNow() {
        return priced(now);
    }

    /** The sum, priced: a price is linear in what it is for. */
    private Spent priced(Map<String, CallUsage> usageByRole) {
        CallUsage sum = CallUsage.NONE;
        Cost cost = Cost.ZERO;
        long unpricedCalls = 0;
        TreeSet<String> unpriced = new TreeSet<>();
        for (Map.Entry<String, CallUsage> one : usageByRole.entrySet()) {
            CallUsage usage = one.getValue();
            sum = sum.plus(usage);
            Price price = run.price(one.getKey()).orElse(null);
            if (price != null) {
                cost = cost.plus(price.of(usage.amount().minus(usage.batched())))
                        .plus(price.inBatches().of(usage.batched()));
            } else if (usage.amount().requests() > 0) {
                unpriced.add(run.model(one.getKey()));
                unpricedCalls += usage.amount().requests();
            }
        }
        return new Spent(sum.amount(), cost, sum.estimated(), unpricedCalls, unpriced);
    }
}
