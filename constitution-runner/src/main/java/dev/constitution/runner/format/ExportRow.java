package dev.constitution.runner.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.store.OutcomeKind;
import dev.constitution.runner.store.OutcomeRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A finished row as forms see it.
 *
 * @param outcome the row's record
 * @param json its content; not to be changed
 */
public record ExportRow(OutcomeRecord outcome, JsonNode json) {
    /** What comes from the input, where any field may have any name. */
    private static final Set<String> INPUT = Set.of("prompt", "metadata");

    public static ExportRow of(OutcomeRecord outcome) {
        return new ExportRow(outcome, Json.parse(outcome.json()));
    }

    public boolean isPair() {
        return outcome.kind() == OutcomeKind.PAIR;
    }

    public ArrayNode prompt() {
        return (ArrayNode) json.get("prompt");
    }

    public String chosen() {
        return json.get("chosen").textValue();
    }

    public String rejected() {
        return json.get("rejected").textValue();
    }

    /** What made the pair: {@code revision} or {@code comparison}. */
    public String source() {
        return json.get("source").textValue();
    }

    /** The ids of the principles, in the order of their use. */
    public List<String> principles() {
        List<String> ids = new ArrayList<>();
        json.get("principles").forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    /** The rounds whose revision became the answer. */
    List<JsonNode> acceptedSteps() {
        List<JsonNode> accepted = new ArrayList<>();
        for (JsonNode step : json.path("steps")) {
            if (step.path("revision").path("accepted").booleanValue()) {
                accepted.add(step);
            }
        }
        return accepted;
    }

    /** What a field says in every reply that the row was made of, in their order; {@code call} or {@code model}. */
    public List<String> replies(String name) {
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!INPUT.contains(field.getKey())) {
                values.addAll(field.getValue().findValuesAsText(name));
            }
        }
        return values;
    }

    /** The probability that chosen is better; empty where no judge was asked. */
    Optional<BigDecimal> probability() {
        JsonNode probability = json.path("probability");
        // Decimal, so that 1 - 0.7 is 0.3.
        return probability.isNumber() ? Optional.of(BigDecimal.valueOf(probability.doubleValue())) : Optional.empty();
    }

    /** The probability that rejected is better. */
    Optional<BigDecimal> probabilityOfRejected() {
        return probability().map(BigDecimal.ONE::subtract);
    }

    /** By how much chosen is more probable than rejected, in (0, 1]. */
    Optional<BigDecimal> margin() {
        return probability().map(p -> p.add(p).subtract(BigDecimal.ONE));
    }
}
