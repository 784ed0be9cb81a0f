package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against values of BradleyTerry2, choix and statsmodels. */
class BradleyTerryTest {
    private final List<Duel> duels = new ArrayList<>();

    /** Duels on prompts of their own. */
    private void add(int a, int b, int times, double score) {
        for (int i = 0; i < times; i++) {
            duels.add(new Duel("p" + duels.size(), a, b, score));
        }
    }

    private static void requireStrengths(Strengths strengths, double... values) {
        for (int arm = 0; arm < values.length; arm++) {
            Values.requireValue(strengths.of(arm, Level.DEFAULT), values[arm]);
        }
    }

    @Test
    void rank_threeArms_hasTheirStrengthsAndModelErrors() {
        add(0, 1, 14, 1);
        add(0, 1, 6, 0);
        add(0, 2, 15, 1);
        add(0, 2, 5, 0);
        add(1, 2, 12, 1);
        add(1, 2, 8, 0);

        Strengths strengths = BradleyTerry.rank(3, duels).groups().get(0);

        requireStrengths(strengths, .651150, -.145241, -.505909);
        assertThat(strengths.modelError(0, 1)).isCloseTo(.396474, within(Values.SIX_DIGITS));
        assertThat(strengths.modelError(0, 2)).isCloseTo(.411261, within(Values.SIX_DIGITS));
    }

    @Test
    void rank_ties_areHalfAWinEach() {
        int[][] wins = {{0, 10, 12, 15}, {4, 0, 9, 11}, {3, 6, 0, 8}, {2, 3, 6, 0}};
        int[][] ties = {{0, 6, 5, 3}, {0, 0, 5, 6}, {0, 0, 0, 6}, {0, 0, 0, 0}};
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                add(Math.min(a, b), Math.max(a, b), wins[a][b], a < b ? 1 : 0);
                add(a, b, ties[a][b], .5);
            }
        }

        requireStrengths(BradleyTerry.rank(4, duels).groups().get(0), .775612, .129685, -.271941, -.633356);
    }

    @Test
    void rank_severalDuelsAPrompt_hasErrorsByPrompt() {
        double[][] scores = {{1, 1, .5}, {1, 0, 1}, {.5, 1, 1}, {0, 1, 1}, {1, 1, 0}, {1, .5, .5}, {0, 0, 1}, {1, 1, 1}
        };
        for (int prompt = 0; prompt < scores.length; prompt++) {
            duels.add(new Duel("p" + prompt, 0, 1, scores[prompt][0]));
            duels.add(new Duel("p" + prompt, 0, 2, scores[prompt][1]));
            duels.add(new Duel("p" + prompt, 1, 2, scores[prompt][2]));
        }

        Strengths strengths = BradleyTerry.rank(3, duels).groups().get(0);

        Values.requireValue(strengths.difference(1, 0, Level.DEFAULT), -.451271);
        Values.requireValue(strengths.difference(2, 0, Level.DEFAULT), -1.175062);
        assertThat(strengths.modelError(1, 0)).isCloseTo(.609251, within(Values.SIX_DIGITS));
        assertThat(strengths.modelError(2, 0)).isCloseTo(.651494, within(Values.SIX_DIGITS));
        assertThat(strengths.standardError(1, 0)).isCloseTo(.699158, within(Values.SIX_DIGITS));
        assertThat(strengths.standardError(2, 0)).isCloseTo(.571513, within(Values.SIX_DIGITS));
        assertThat(strengths.standardError(1, 0) * Math.sqrt(7 / 8.0)).isCloseTo(.654003, within(Values.SIX_DIGITS));
        assertThat(strengths.standardError(2, 0) * Math.sqrt(7 / 8.0)).isCloseTo(.534601, within(Values.SIX_DIGITS));
    }

    @Test
    void difference_fewerThanTenPrompts_hasNoInterval() {
        add(0, 1, 5, 1);
        add(0, 1, 4, 0);

        Figure.Estimate few = estimate();
        assertThat(few.range()).isEmpty();
        assertThat(few.note()).contains("no interval below 10 prompts");

        add(0, 1, 1, 0);
        assertThat(estimate().range()).isPresent();
    }

    private Figure.Estimate estimate() {
        return BradleyTerry.rank(2, duels)
                .groups()
                .get(0)
                .difference(0, 1, Level.DEFAULT)
                .estimate()
                .orElseThrow();
    }

    @Test
    void rank_unbeatenArm_hasNoStrengthAndTheOthersAreRankedWithoutIt() {
        add(0, 1, 10, 1);
        add(0, 2, 10, 1);
        add(1, 2, 6, 1);
        add(1, 2, 4, 0);

        Ranking ranking = BradleyTerry.rank(3, duels);

        assertThat(ranking.unranked()).containsExactly(new Ranking.Unranked(0, Ranking.Standing.UNBEATEN, 20));
        assertThat(ranking.unranked().get(0).words(Level.DEFAULT))
                .isEqualTo("never lost in 20; win rate at least 0.839");
        assertThat(ranking.groups()).hasSize(1);
        assertThat(ranking.groups().get(0).arms()).containsExactly(1, 2);
        Values.requireValue(ranking.groups().get(0).difference(1, 2, Level.DEFAULT), Math.log(1.5));
    }

    @Test
    void rank_chain_hasNoStrengths() {
        add(0, 1, 3, 1);
        add(1, 2, 3, 1);

        assertThat(BradleyTerry.rank(4, duels).unranked())
                .extracting(Ranking.Unranked::standing)
                .containsExactlyInAnyOrder(
                        Ranking.Standing.UNBEATEN,
                        Ranking.Standing.BETWEEN,
                        Ranking.Standing.WINLESS,
                        Ranking.Standing.ALONE);
    }

    @Test
    void rank_twoIslands_areTwoGroups() {
        add(0, 1, 2, .5);
        add(2, 3, 1, 1);
        add(2, 3, 1, 0);

        assertThat(BradleyTerry.rank(4, duels).groups())
                .extracting(Strengths::arms)
                .containsExactlyInAnyOrder(List.of(0, 1), List.of(2, 3));
    }

    @Test
    void rank_allTies_hasEqualStrengthsWithoutAnInterval() {
        add(0, 1, 30, .5);

        assertThat(estimate().value()).isZero();
        assertThat(estimate().note()).contains("all prompts say the same");
    }

    @Test
    void rank_impossibleDuels_areRefused() {
        assertThatThrownBy(() -> new Duel("p", 1, 1, .5)).hasMessage("a duel needs two arms, got 1 and 1");
        assertThatThrownBy(() -> new Duel("p", 0, 1, 1.5)).hasMessage("a score must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> BradleyTerry.rank(2, List.of(new Duel("p", 0, 2, 1))))
                .hasMessageContaining("names an arm of which there are 2");
    }
}
