package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpentTextTest {
    private static Spent spent(String model, Amount amount) {
        CostMeter meter = new CostMeter(RunCost.unbounded(new TreeMap<>(Map.of("generator", model))));
        meter.add("generator", new CallUsage(amount, 0));
        return meter.spent();
    }

    @Test
    void summary_unknownPrice_isNamedAndNotPriced() {
        Spent spent = spent("openai:gpt-99", new Amount(1, 10, 0, 10, 40, 40));

        assertThat(spent.isPriced()).isFalse();
        assertThat(spent.projected(1, 10)).isEmpty();
        assertThat(new SpentText(spent, 1).summary(10, 0))
                .isEqualTo("cost: unknown, since the price table lacks openai:gpt-99 (add it with --prices FILE),"
                        + " for 10 tokens in and 10 tokens out");
    }

    @Test
    void summary_cache_isSaidAndPriced() {
        String model = "anthropic:claude-haiku-4-5-20251001";
        Amount both = new Amount(1, 3_000_000, 1_000_000, 0, 1, 1, 1_000_000);
        Amount written = new Amount(1, 2_000_000, 0, 0, 1, 1, 1_000_000);

        assertThat(new SpentText(spent(model, both), 1).summary(1, 0))
                .isEqualTo("cost: $2.35 for 3,000,000 tokens in (1,000,000 tokens of them read from a cache,"
                        + " 1,000,000 tokens written to it) and 0 tokens out");
        assertThat(new SpentText(spent(model, written), 1).summary(1, 0))
                .isEqualTo("cost: $2.25 for 2,000,000 tokens in (1,000,000 tokens of them written to a cache)"
                        + " and 0 tokens out");
    }

    @Test
    void summary_limitedRun_saysWhatAllRowsCost() {
        SpentText text = new SpentText(spent("openai:gpt-4o-mini", new Amount(1, 1_000_000, 0, 0, 1, 1)), 3);

        assertThat(text.summary(1000, 0))
                .isEqualTo("cost: $0.15 for 1,000,000 tokens in and 0 tokens out;"
                        + " at this rate all 1,000 rows cost about $50.00");
        assertThat(text.progress(30)).isEqualTo("$0.15 spent, about $1.50 in all");
    }
}
