package dev.constitution.runner.cost;

import dev.constitution.runner.base.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what a run has spent.
 *
 * @param done the rows that it was spent on
 */
public record SpentText(Spent spent, long done) {

    /** {@code $0.12 spent, about $4.10 in all}; empty where nothing is to be paid. */
    public String progress(long rows) {
        if (spent.isPriced() && spent.cost().equals(Cost.ZERO)) {
            return "";
        }
        if (!spent.isPriced()) {
            return "cost unknown";
        }
        return spent.cost() + " spent"
                + spent.projected(done, rows)
                        .filter(all -> done < rows)
                        .map(all -> ", about " + all + " in all")
                        .orElse("");
    }

    /**
     * The cost of all starts of the run, what is uncertain about it, and what the whole input would cost.
     *
     * @param inputRows the rows of the input, also those beyond a limit
     */
    public String summary(long inputRows) {
        String text = "cost: " + cost() + " for " + Words.count(spent.amount().inputTokens(), "token") + " in and "
                + Words.count(spent.amount().outputTokens(), "token") + " out" + doubts();
        return text
                + spent.projected(done, inputRows)
                        .filter(all -> done < inputRows)
                        .map(all -> "; at this rate all " + Words.count(inputRows, "row") + " cost about " + all)
                        .orElse("");
    }

    private String cost() {
        return spent.isPriced()
                ? spent.cost().toString()
                : "unknown, since the price table lacks " + String.join(", ", spent.unpriced())
                        + " (add it with --prices FILE),";
    }

    private String doubts() {
        List<String> doubts = new ArrayList<>();
        if (spent.estimated() > 0) {
            doubts.add("tokens of " + Words.count(spent.estimated(), "call") + " estimated");
        }
        if (spent.failed() > 0) {
            doubts.add("what " + Words.count(spent.failed(), "failed call") + " cost is not known");
        }
        return doubts.isEmpty() ? "" : " (" + String.join("; ", doubts) + ")";
    }
}
