package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.cost.Prices;
import dev.constitution.runner.testing.CommandLineHarness;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostCommandTest {
    private static CommandLineHarness.Result cost(String... arguments) {
        return CommandLineHarness.run(List.of("cost"), arguments);
    }

    @Test
    void cost_models_areSortedByCostWithUnknownPricesLast() {
        CommandLineHarness.Result result = cost("openai:gpt-99", "openai:gpt-4o", "openai:gpt-4o-mini", "local:")
                .succeeded();

        // 6 questions of 67 tokens and 3 answers of 134 in, 3 answers out.
        assertThat(result.out())
                .containsPattern("(?s)local: .*openai:gpt-4o-mini .*openai:gpt-4o .*openai:gpt-99")
                .containsPattern("(?m)^openai:gpt-4o-mini +\\$0\\.000362 \\(1\\)")
                .containsPattern("(?m)^openai:gpt-4o +\\$0\\.00603 \\(16\\.7\\)")
                .containsPattern("(?m)^openai:gpt-99 +unknown price")
                .contains("a product of 1,000 users, 1 conversation a day, 30 days")
                .contains("prices as of 2026-11-30");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void cost_json_isOneVersionedObject() {
        JsonNode json = cost("openai:gpt-4o-mini", "openai:gpt-99", "--users=10", "--days=2", "--json")
                .succeeded()
                .json();

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

    @ParameterizedTest
    @CsvSource({
        "opneai:gpt-4o, 'did you mean \"openai\"?'",
        "--users=0, must be at least 1",
        "--rounds=0, must be at least 1",
    })
    void cost_nonsense_isRefused(String argument, String message) {
        assertThat(cost(argument).ended(ExitCode.USAGE).err()).contains(message);
    }

    @Test
    void cost_wholeTable_comparesEveryModel() {
        assertThat(cost("--json", "--cached").succeeded().json().path("models"))
                .hasSize(Prices.builtIn().models().size());
    }
}
