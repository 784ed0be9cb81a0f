package dev.constitution.runner.stats;

import java.util.List;

/**
 * Arms by strength, as far as their duels allow it.
 *
 * @param groups arms whose strengths can be compared, the best group first where one is known to be above another
 * @param unranked arms that no circle of wins or ties joins to others, and so have no strength
 */
public record Ranking(List<Strengths> groups, List<Unranked> unranked) {
    public Ranking {
        groups = List.copyOf(groups);
        unranked = List.copyOf(unranked);
    }

    /**
     * An arm without a strength.
     *
     * @param prompts on how many prompts it was compared
     */
    public record Unranked(int arm, Standing standing, long prompts) {

        /** What can be said of it, for people. */
        public String words(Level level) {
            return switch (standing) {
                case UNBEATEN ->
                    "never lost in " + prompts + "; win rate at least "
                            + Text.decimals(new Proportion(prompts, prompts)
                                    .interval(level)
                                    .low());
                case WINLESS ->
                    "never won in " + prompts + "; win rate at most "
                            + Text.decimals(
                                    new Proportion(0, prompts).interval(level).high());
                case BETWEEN -> "beat only arms that never beat it back, and lost to others; it has no strength";
                case ALONE -> "never compared";
            };
        }
    }

    /** Why an arm has no strength. */
    public enum Standing {
        UNBEATEN,
        WINLESS,
        BETWEEN,
        ALONE
    }
}
