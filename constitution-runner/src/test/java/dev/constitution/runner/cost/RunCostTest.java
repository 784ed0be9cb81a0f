package dev.constitution.runner.cost;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.constitution.runner.base.UsageException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunCostTest {
    @Test
    void create_unknownPriceWithMaxCost_isRefusedWithWhatToDo() {
        TreeMap<String, String> models = new TreeMap<>(Map.of("generator", "openai:gpt-99"));

        assertThatThrownBy(() -> new RunCost(Prices.builtIn(), models, Optional.of(Cost.of("1")), OptionalLong.empty()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--max-cost needs the price of openai:gpt-99, which is unknown")
                .hasMessageContaining("\"openai:gpt-99\": {input: USD, output: USD}")
                .hasMessageContaining("--max-run-tokens");
    }
}
