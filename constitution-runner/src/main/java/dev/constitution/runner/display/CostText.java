package dev.constitution.runner.display;

import dev.constitution.runner.base.Words;
import dev.constitution.runner.cost.CostComparison;
import dev.constitution.runner.cost.CostComparison.Length;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.BiFunction;

/** Shows people what models cost: a table for one conversation, and one for a product. */
public final class CostText {
    private static final String UNKNOWN = "unknown price";

    private final CostComparison comparison;
    private final PrintWriter out;

    public CostText(CostComparison comparison, PrintWriter out) {
        this.comparison = comparison;
        this.out = out;
    }

    /** What one conversation costs, and how many times the cheapest that is. */
    public void conversation(int rounds, boolean cached) {
        out.println("a conversation of " + Words.count(rounds, "round") + (cached ? ", earlier turns cached" : "")
                + " (× the cheapest)");
        table((model, length) -> comparison
                .cost(model, length)
                .map(cost -> cost + " (" + relative(model, length) + ")")
                .orElse(UNKNOWN));
    }

    /**
     * What a product costs.
     *
     * @param all the conversations of all users on all days
     */
    public void product(int users, int conversations, int days, long all) {
        out.println(String.format(
                Locale.ROOT,
                "a product of %s, %s a day, %s",
                Words.count(users, "user"),
                Words.count(conversations, "conversation"),
                Words.count(days, "day")));
        table((model, length) -> comparison
                .cost(model, length)
                .map(cost -> cost.times(all).toString())
                .orElse(UNKNOWN));
    }

    private String relative(String model, Length length) {
        return comparison
                .relative(model, length)
                .orElse(BigDecimal.ZERO)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void table(BiFunction<String, Length, String> cell) {
        StringBuilder head = new StringBuilder(String.format("%-42s", "model"));
        for (Length length : Length.values()) {
            head.append(String.format(Locale.ROOT, "%22s", length.label() + ", " + length.words() + " words"));
        }
        out.println(head);
        for (String model : comparison.models()) {
            StringBuilder line = new StringBuilder(String.format("%-42s", Words.shown(model)));
            for (Length length : Length.values()) {
                line.append(String.format("%22s", cell.apply(model, length)));
            }
            out.println(line);
        }
    }
}
