package dev.constitution.runner.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.constitution.judge.Verdict.OrderEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict of a judged row, read from its stored outcome.
 *
 * @param secondFirst whether the file's second answer was shown first
 * @param shownFirst the probability that the answer shown first is better; empty where there is no verdict
 * @param order where both orders were judged
 * @param byPrinciple the same probability under each principle that was asked about; empty where it gave no verdict
 */
public record StoredVerdict(
        boolean secondFirst,
        OptionalDouble shownFirst,
        Optional<OrderEffect> order,
        Map<String, OptionalDouble> byPrinciple) {

    public static StoredVerdict of(JsonNode row) {
        JsonNode judgement = row.get("judgement");
        JsonNode verdict = judgement.get("verdict");
        List<String> principles = new ArrayList<>();
        judgement.get("principles").forEach(id -> principles.add(id.textValue()));
        Map<String, OptionalDouble> byPrinciple = new LinkedHashMap<>();
        for (JsonNode part : verdict.path("parts")) {
            if (principles.contains(part.get("part").textValue())) {
                byPrinciple.put(part.get("part").textValue(), probability(part.get("verdict")));
            }
        }
        if (principles.size() == 1) {
            byPrinciple.put(principles.get(0), probability(verdict));
        }
        return new StoredVerdict(
                row.get("second_first").booleanValue(), probability(verdict), order(verdict), byPrinciple);
    }

    private static OptionalDouble probability(JsonNode verdict) {
        JsonNode probability = verdict.path("probability");
        return probability.isNumber() ? OptionalDouble.of(probability.doubleValue()) : OptionalDouble.empty();
    }

    /** What a stored verdict depended on the order; empty where only one order was judged, or there is no verdict. */
    public static Optional<OrderEffect> order(JsonNode verdict) {
        JsonNode order = verdict.path("order");
        return order.isObject()
                ? Optional.of(new OrderEffect(
                        order.get("a_first").doubleValue(),
                        order.get("a_second").doubleValue()))
                : Optional.empty();
    }

    /** The ids of the principles, in order of use. */
    public List<String> principles() {
        return List.copyOf(byPrinciple.keySet());
    }

    /** The probability that the file's first answer is better. */
    public OptionalDouble probabilityOfA() {
        return inFile(shownFirst);
    }

    /** A probability of the answer shown first as one of the file's first answer. */
    public OptionalDouble inFile(OptionalDouble shown) {
        return shown.isPresent() && secondFirst ? OptionalDouble.of(1 - shown.getAsDouble()) : shown;
    }
}
