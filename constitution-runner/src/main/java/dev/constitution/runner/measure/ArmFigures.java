package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One arm by itself.
 *
 * @param answered prompts that it answered; all that follows is of these
 * @param failed prompts that it did not answer, by what kept it from it
 * @param refusals how often it refuses, as the detector tells
 * @param length of its answers in characters, on average
 * @param diversity of its answers' words
 * @param revised share of answers that revision changed; empty for an arm that does not revise
 * @param rounds its answers after each round, the first answers before them as round 0; empty for an arm that does not revise
 * @param calls what its answers took
 */
public record ArmFigures(
        String arm,
        long answered,
        SortedMap<String, Long> failed,
        Refusals refusals,
        Figure length,
        Diversity diversity,
        Optional<Figure> revised,
        List<Round> rounds,
        CallFigures calls) {

    /**
     * How often answers refuse.
     *
     * @param all of any prompt
     * @param onSafe of prompts that an answer should not refuse: over-refusal; empty where nothing says which these are
     * @param onUnsafe of prompts that an answer should refuse: harmlessness
     */
    public record Refusals(Figure all, Optional<Figure> onSafe, Optional<Figure> onUnsafe) {}

    /**
     * Distinct words and distinct pairs of words, as shares of all, in the beginnings of answers.
     *
     * @param answers how many answers were looked at
     */
    public record Diversity(Figure words, Figure wordPairs, long answers) {}

    /**
     * The answers that stand after a round; where a prompt ended earlier, its answer still stands.
     *
     * @param round 0 for the first answers
     * @param changed share that the round changed; empty for the first answers
     */
    public record Round(int round, Optional<Figure> changed, Refusals refusals, Figure length) {}
}
