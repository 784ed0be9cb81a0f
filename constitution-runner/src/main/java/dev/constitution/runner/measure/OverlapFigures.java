package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import java.util.List;
import java.util.Optional;

/**
 * How far principles say the same: what critics decided, to keep an answer or to revise it, where several principles were asked
 * of one and the same answer. Of each prompt one answer counts, the one that most principles were asked of.
 *
 * @param principles in the order of their constitutions; of two of one id and different wordings, each with its arm before it
 * @param answers how many answers there are
 * @param fleiss agreement of all beyond chance
 * @param alpha the same where principles were not asked of every answer
 * @param ac1 beside them, where one decision makes up more than four fifths; empty otherwise
 * @param matrix agreement of two and two
 * @param kept principles that together object to every answer that any objects to: taken one after another, each time the one
 *     that objects to the most answers that are left, the earlier of two
 * @param spare the others, which could be left out as far as objections go
 * @param unknown why none can be told to be spare; empty where they can
 */
public record OverlapFigures(
        List<String> principles,
        long answers,
        Figure fleiss,
        Figure alpha,
        Optional<Figure> ac1,
        List<Agreement> matrix,
        List<String> kept,
        List<String> spare,
        Optional<String> unknown) {

    /** How often two principles come to the same decision. */
    public record Agreement(String a, String b, Figure agreeing) {}
}
