package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import java.util.List;

/**
 * Whether critic and judge read principles alike: of the answers that a critic called in line with a principle, how often a
 * judge preferred the other arm's answer by the same principle, in both orders. Two good answers have a better one, too: what
 * says something is where a principle stands out among the others.
 *
 * @param prompts share of prompts with such an answer, of those on which it could be told
 * @param principles by principle, a prompt counts once each
 */
public record ConsistencyFigures(Figure prompts, List<OfPrinciple> principles) {
    /** How often the judge finds for the other answer by this principle. */
    public record OfPrinciple(String principle, Figure against) {}
}
