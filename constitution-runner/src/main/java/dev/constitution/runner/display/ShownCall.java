package dev.constitution.runner.display;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One answered call of a row, as {@code constitution show} gives it.
 *
 * @param model the model that answered, by the name that it gave itself, else that it was asked by
 * @param costUsd at the prices of the run's last start; empty where the price or the tokens are unknown
 * @param estimated whether the provider did not count the tokens
 * @param answer the body as it came; of answers that the row makes no use of
 * @param thoughts what the model thought before it answered; where it was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ShownCall(
        String step,
        String role,
        String model,
        long latencyMs,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        boolean estimated,
        Optional<BigDecimal> costUsd,
        Optional<String> answer,
        Optional<String> thoughts) {

    /** Whether the row makes use of what was answered. */
    @JsonIgnore
    boolean isUsed() {
        return answer.isEmpty();
    }
}
