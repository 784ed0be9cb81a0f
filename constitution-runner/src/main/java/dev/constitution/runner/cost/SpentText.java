package dev.constitution.runner.cost;

import dev.constitution.runner.base.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a run has spent. What is not known is never said to be $0.
 *
 * @param done the rows that it was spent on
 */
public record SpentText(Spent spent, long done) {

    /** {@code $0.12 spent, about $4.10 in all}; empty where nothing is to be paid. */
    public String progress(long rows) {
        boolean isFree = spent.cost().equals(Cost.ZERO);
        if (isFree) {
            return spent.isPriced() ? "" : "cost unknown";
        }
        return (spent.isPriced() ? "" : "at least ") + spent.cost() + " spent"
                + spent.projected(done, rows)
                        .filter(all -> done < rows)
                        .map(all -> ", about " + all + " in all")
                        .orElse("");
    }

    /**
     * The cost of all starts of the run, what is uncertain about it, and what the whole input would cost.
     *
     * @param inputRows the rows of the input, also those beyond a limit
     * @param unanswered requests of this start that were given no answer
     */
    public String summary(long inputRows, long unanswered) {
        return "cost: " + total() + doubts(unanswered)
                + spent.projected(done, inputRows)
                        .filter(all -> done < inputRows)
                        .map(all -> "; at this rate all " + Words.count(inputRows, "row") + " cost about " + all)
                        .orElse("");
    }

    /** {@code $0.12 for 1,000 tokens in and 200 tokens out}. */
    private String total() {
        Amount amount = spent.amount();
        return cost() + " for " + Words.count(amount.inputTokens(), "token") + " in" + cached(amount) + " and "
                + Words.count(amount.outputTokens(), "token") + " out";
    }

    private static String cached(Amount amount) {
        List<String> parts = new ArrayList<>();
        if (amount.cachedTokens() > 0) {
            parts.add(Words.count(amount.cachedTokens(), "token") + " of them read from a cache");
        }
        if (amount.cacheWriteTokens() > 0) {
            parts.add(Words.count(amount.cacheWriteTokens(), "token")
                    + (parts.isEmpty() ? " of them written to a cache" : " written to it"));
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private String cost() {
        if (spent.isPriced()) {
            return spent.cost().toString();
        }
        String lack = "the price table lacks " + String.join(", ", spent.unpriced());
        return spent.cost().equals(Cost.ZERO)
                ? "unknown, since " + lack + " (add it with --prices FILE),"
                : "at least " + spent.cost() + ", " + Words.count(spent.unpricedCalls(), "call") + " unpriced, since "
                        + lack + " (add it with --prices FILE),";
    }

    private String doubts(long unanswered) {
        List<String> doubts = new ArrayList<>();
        if (spent.estimated() > 0) {
            doubts.add("tokens of " + Words.count(spent.estimated(), "call") + " estimated");
        }
        if (unanswered > 0) {
            doubts.add("what " + Words.count(unanswered, "request") + " without an answer cost is not known");
        }
        return doubts.isEmpty() ? "" : " (" + String.join("; ", doubts) + ")";
    }
}
