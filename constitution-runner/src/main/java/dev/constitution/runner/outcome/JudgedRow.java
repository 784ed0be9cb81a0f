package dev.constitution.runner.outcome;

import dev.constitution.judge.Verdict.OrderEffect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a judge said of a row that came with its answers.
 *
 * @param secondFirst whether the file's second answer was shown first
 * @param shownFirst the probability that the answer shown first is better; empty where there is no verdict
 * @param order where both orders were judged
 * @param byPrinciple the same probability under each principle that was asked about; empty where it gave no verdict
 */
public record JudgedRow(
        boolean secondFirst,
        OptionalDouble shownFirst,
        Optional<OrderEffect> order,
        Map<String, OptionalDouble> byPrinciple) {

    /** That of a row that ended as {@link OutcomeKind#JUDGED}. */
    public static JudgedRow of(StoredOutcome row) {
        StoredJudgement judgement = row.judgement().orElseThrow();
        StoredVerdict verdict = judgement.verdict();
        Map<String, OptionalDouble> byPrinciple = new LinkedHashMap<>();
        for (StoredVerdict.Part part : verdict.parts()) {
            if (judgement.principles().contains(part.part())) {
                byPrinciple.put(part.part(), part.verdict().probability());
            }
        }
        if (judgement.principles().size() == 1) {
            byPrinciple.put(judgement.principles().get(0), verdict.probability());
        }
        return new JudgedRow(
                row.secondFirst().orElseThrow(), verdict.probability(), verdict.orderEffect(), byPrinciple);
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
