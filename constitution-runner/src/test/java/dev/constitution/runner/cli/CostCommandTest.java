package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.cost.Amount;
import dev.constitution.runner.cost.ConversationCost;
import dev.constitution.runner.cost.Prices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CostCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int cost(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "cost";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ConstitutionCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void amount_threeRounds_resendsAllTurnsBefore() {
        // Questions of 40 tokens, answers of 400: 40 + (80 + 400) + (120 + 800) in, 1,200 out.
        Amount plain = new ConversationCost(3, 30, 300, false).amount();
        Amount cached = new ConversationCost(3, 30, 300, true).amount();

        assertThat(plain).isEqualTo(new Amount(3, 1440, 0, 1200, 6 * (6 * 30 + 3 * 300), 6 * 900));
        assertThat(cached.cachedTokens()).isEqualTo(1440 - 120);
    }

    @Test
    void cost_models_areSortedByCostWithUnknownPricesLast() {
        assertThat(cost("openai:gpt-99", "openai:gpt-4o", "openai:gpt-4o-mini", "local:"))
                .isZero();

        // 6 questions of 67 tokens and 3 answers of 134 in, 3 answers out.
        assertThat(out.toString())
                .containsPattern("(?s)local: .*openai:gpt-4o-mini .*openai:gpt-4o .*openai:gpt-99")
                .containsPattern("(?m)^openai:gpt-4o-mini +\\$0\\.000362 \\(1\\)")
                .containsPattern("(?m)^openai:gpt-4o +\\$0\\.00603 \\(16\\.7\\)")
                .containsPattern("(?m)^openai:gpt-99 +unknown price")
                .contains("a product of 1,000 users, 1 conversation a day, 30 days")
                .contains("prices as of 2025-12-31");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void cost_json_isOneVersionedObject() {
        assertThat(cost("openai:gpt-4o-mini", "openai:gpt-99", "--users", "10", "--days", "2", "--json"))
                .isZero();

        JsonNode json = Json.parse(out.toString());
        JsonNode mini = json.path("models").path(0).path("short");
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("product_conversations").asInt()).isEqualTo(20);
        assertThat(mini.path("answer_words").asInt()).isEqualTo(100);
        assertThat(mini.path("relative").decimalValue()).isEqualByComparingTo("1");
        assertThat(mini.path("product_usd").decimalValue())
                .isEqualByComparingTo(mini.path("usd").decimalValue().multiply(BigDecimal.valueOf(20)));
        assertThat(json.path("models").path(1).path("long").path("usd").isNull())
                .isTrue();
    }

    @Test
    void cost_nonsense_isRefused() {
        assertThat(cost("opneai:gpt-4o")).isEqualTo(2);
        assertThat(cost("--users", "0")).isEqualTo(2);
        assertThat(cost("--rounds", "0")).isEqualTo(2);

        assertThat(err.toString()).contains("did you mean \"openai\"?").contains("must be at least 1");
    }

    @Test
    void cost_wholeTable_comparesEveryModel() {
        assertThat(cost("--json", "--cached")).isZero();

        assertThat(Json.parse(out.toString()).path("models"))
                .hasSize(Prices.builtIn().models().size());
    }
}
