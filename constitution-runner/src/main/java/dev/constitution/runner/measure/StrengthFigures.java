package dev.constitution.runner.measure;

import dev.constitution.runner.stats.BradleyTerry;
import dev.constitution.runner.stats.Duel;
import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Level;
import dev.constitution.runner.stats.Ranking;
import dev.constitution.runner.stats.Strengths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Arms by strength.
 *
 * @param groups arms whose strengths can be compared, the strongest first, the best group first
 * @param unranked arms that have no strength
 */
public record StrengthFigures(List<List<Strength>> groups, List<Unranked> unranked) {

    /** An arm's strength, in log odds; 0 is its group's mean. */
    public record Strength(String arm, Figure strength) {}

    /** An arm without a strength, and why. */
    public record Unranked(String arm, String why) {}

    static StrengthFigures of(List<String> arms, List<Duel> duels, Level level) {
        Ranking ranking = BradleyTerry.rank(arms.size(), duels);
        List<List<Strength>> groups = new ArrayList<>();
        for (Strengths group : ranking.groups()) {
            groups.add(group.arms().stream()
                    .map(arm -> new Strength(arms.get(arm), group.of(arm, level)))
                    .sorted(Comparator.comparingDouble((Strength one) ->
                                    -one.strength().estimate().orElseThrow().value())
                            .thenComparing(Strength::arm))
                    .toList());
        }
        return new StrengthFigures(
                groups,
                ranking.unranked().stream()
                        .map(arm -> new Unranked(arms.get(arm.arm()), arm.words(level)))
                        .toList());
    }
}
