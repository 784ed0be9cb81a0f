package dev.constitution.runner;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a judge did on a file of labelled pairs.
 *
 * @param form the form of the pairs
 * @param judge what judged them
 * @param rows what was read
 * @param agreement over all pairs
 * @param failed pairs whose calls failed
 * @param soft what only a judge that gives probabilities, in an order, shows; empty for a rule
 * @param principles agreement under each principle, where more than one was used
 */
record JudgeScore(
        String form,
        String judge,
        LabelledRows rows,
        Agreement agreement,
        long failed,
        Optional<Soft> soft,
        SortedMap<String, Agreement> principles) {

    /** How sure a judge is, and what its verdicts owe to the order of the answers. */
    record Soft(Calibration calibration, PositionBias position) {}

    /** The score of a rule. */
    static JudgeScore ofRule(String form, String judge, LabelledRows rows, Agreement agreement) {
        return new JudgeScore(form, judge, rows, agreement, 0, Optional.empty(), new TreeMap<>());
    }
}
