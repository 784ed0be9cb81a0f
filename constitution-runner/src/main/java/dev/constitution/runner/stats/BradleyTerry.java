package dev.constitution.runner.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Strengths of arms from duels (Bradley and Terry 1952): the log odds of one winning against another are the difference of their
 * strengths. A tie is half a win for each. Errors are by prompt; arms without a finite strength get none.
 */
public final class BradleyTerry {
    private BradleyTerry() {}

    /**
     * Ranks the arms 0 to {@code arms} - 1.
     *
     * @param duels where only counts are known, each is a prompt of its own
     */
    public static Ranking rank(int arms, List<Duel> duels) {
        for (Duel duel : duels) {
            if (Math.max(duel.a(), duel.b()) >= arms) {
                throw new IllegalArgumentException(duel + " names an arm of which there are " + arms);
            }
        }
        DuelGraph graph = new DuelGraph(arms, duels);
        List<Strengths> groups = new ArrayList<>();
        List<Ranking.Unranked> unranked = new ArrayList<>();
        for (List<Integer> component : graph.components()) {
            if (component.size() == 1) {
                int arm = component.get(0);
                unranked.add(new Ranking.Unranked(arm, standing(graph, arm), prompts(duels, arm)));
            } else {
                groups.add(StrengthFit.of(component, duels));
            }
        }
        return new Ranking(groups, unranked);
    }

    private static Ranking.Standing standing(DuelGraph graph, int arm) {
        if (graph.hasWon(arm)) {
            return graph.hasLost(arm) ? Ranking.Standing.BETWEEN : Ranking.Standing.UNBEATEN;
        }
        return graph.hasLost(arm) ? Ranking.Standing.WINLESS : Ranking.Standing.ALONE;
    }

    private static long prompts(List<Duel> duels, int arm) {
        Set<String> prompts = duels.stream()
                .filter(duel -> duel.a() == arm || duel.b() == arm)
                .map(Duel::prompt)
                .collect(Collectors.toSet());
        return prompts.size();
    }
}
