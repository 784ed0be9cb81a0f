package dev.constitution.runner.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.constitution.chat.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A row as the page shows it, and as its JSON there.
 *
 * @param line where a row that could not be read begins in the input
 * @param ways how its answers came about, one a way: an experiment has one for each arm
 * @param answers those that came without a way: sampled ones, a plain and an instructed one, turns in which a model speaks of
 *     itself, or those of a labelled pair
 * @param contests how a judge compared two of the answers
 * @param human which of two answers people prefer, where the row says so
 * @param pairs the answers that a person can compare
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ReportRow(
        OptionalLong line,
        List<Message> prompt,
        Map<String, Object> metadata,
        List<Way> ways,
        List<Answer> answers,
        List<Contest> contests,
        Optional<String> human,
        List<Pair> pairs) {

    /**
     * Two answers that differ.
     *
     * @param answers the fingerprint by which a label is told to be of these two texts
     */
    record Pair(String a, String b, String answers) {}

    /**
     * How an answer came about, or why there is none.
     *
     * @param name the arm's; empty in a row without arms
     * @param kind what it ended as
     * @param detail the gate, or the kind of failure
     * @param words what the gate or the provider said
     * @param role whose call failed
     * @param edits from the answer of the first way to this one's
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Way(
            String name,
            String kind,
            String detail,
            Optional<String> words,
            Optional<String> role,
            Optional<String> initial,
            List<Step> steps,
            List<Object> edits) {}

    /**
     * A critique, and the revision by it.
     *
     * @param edits from the answer before to the revision, see {@link WordDiff}
     * @param accepted whether it became the answer
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Step(
            int round,
            String principle,
            Optional<String> critique,
            Optional<String> decision,
            List<Object> edits,
            Optional<Boolean> accepted,
            Optional<String> reading) {}

    /**
     * An answer by its name.
     *
     * @param speaker of a turn in which a model speaks of itself, whose side it is, as in what is trained on
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Answer(String name, String text, Optional<String> speaker) {
        Answer(String name, String text) {
            this(name, text, Optional.empty());
        }
    }

    /**
     * A judge's verdict on two answers.
     *
     * @param a the first answer's name
     * @param b the second's
     * @param equal whether the two are the same text, so that no judge was asked
     * @param probability that the first is better
     * @param order the same, as judged with the first shown first, and with it shown second
     * @param principles whose wording the judge was asked by
     * @param parts verdicts that this one was put together from
     * @param missing why there is none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Contest(
            String a,
            String b,
            Optional<Boolean> equal,
            OptionalDouble probability,
            List<Double> order,
            List<String> principles,
            List<Part> parts,
            Optional<String> missing) {

        /** The name of the better answer; empty where neither is, and where the orders disagree. */
        Optional<String> winner() {
            double sum = order.isEmpty()
                    ? Math.signum(probability.orElse(0.5) - 0.5)
                    : order.stream().mapToDouble(p -> Math.signum(p - 0.5)).sum();
            return sum == 0 ? Optional.empty() : Optional.of(sum > 0 ? a : b);
        }
    }

    /**
     * A verdict that another one was put together from.
     *
     * @param name a principle's id, an order, a sample
     * @param said what the judge answered
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Part(String name, OptionalDouble probability, List<String> said) {}
}
