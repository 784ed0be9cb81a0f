package dev.constitution.runner.stats;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** α, Fleiss' κ and AC1 against values of krippendorff, nltk, statsmodels, irr and irrCAC. */
class LabelsTest {
    private static final int[][] TEN_ITEMS =
            counts(2, "110·", "1111", "0000", "10·1", "0010", "1111", "··1·", "0100", "1110", "0000");

    /** Krippendorff's own: four observers, twelve units. */
    private static final int[][] KRIPPENDORFF =
            counts(6, "11·1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "·555", "··11", "··3·");

    /** Fleiss' own: ten subjects, fourteen raters, five categories. */
    private static final int[][] FLEISS = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };

    private static int[][] counts(int categories, String... items) {
        int[][] counts = new int[items.length][categories];
        for (int i = 0; i < items.length; i++) {
            for (char label : items[i].toCharArray()) {
                if (label != '·') {
                    counts[i][label - '0']++;
                }
            }
        }
        return counts;
    }

    private static Labels table(double[][] cells) {
        return Labels.of(new RaterTable(cells));
    }

    @Test
    void alpha_twoRaters_isKrippendorffs() {
        Values.requireValue(KrippendorffAlpha.of(table(KappaTest.EVEN), Level.DEFAULT), .501253);
        Values.requireValue(KrippendorffAlpha.of(table(KappaTest.RARE), Level.DEFAULT), -.024691);
        Values.requireValue(KrippendorffAlpha.of(table(KappaTest.THREE), Level.DEFAULT), .489744);
    }

    @Test
    void alpha_missingLabels_hasTheIntervalOfItsInfluences() {
        Values.requireFigure(KrippendorffAlpha.of(TEN_ITEMS, Level.DEFAULT), .429066, .030673, .739410);
        Values.requireValue(KrippendorffAlpha.of(KRIPPENDORFF, Level.DEFAULT), .743421);
    }

    @Test
    void fleiss_equalAndUnequalNumbersOfLabels_isGwets() {
        Values.requireValue(FleissKappa.of(table(KappaTest.EVEN)), .498747);
        Values.requireValue(FleissKappa.of(table(KappaTest.RARE)), -.028807);
        Values.requireValue(FleissKappa.of(table(KappaTest.THREE)), .487179);
        Values.requireValue(FleissKappa.of(FLEISS), .209931);
        Values.requireValue(FleissKappa.of(TEN_ITEMS), .361682);
        Values.requireValue(FleissKappa.of(KRIPPENDORFF), .761169);
    }

    @Test
    void ac1_twoRaters_hasTheIntervalOfTheTableWithPseudoItems() {
        Values.requireFigure(GwetAc1.of(KappaTest.EVEN, Level.DEFAULT), .501247, .322193, .660644);
        Values.requireFigure(GwetAc1.of(KappaTest.RARE, Level.DEFAULT), .940776, .884185, .980587);
        Values.requireFigure(GwetAc1.of(KappaTest.THREE, Level.DEFAULT), .575972, .431911, .697759);
        Values.requireValue(GwetAc1.of(new double[][] {{18, 2}, {0, 0}}, Level.DEFAULT), .889503);
    }

    @Test
    void ac1_missingLabels_doesNotCountThemAsACategory() {
        Values.requireValue(GwetAc1.of(TEN_ITEMS, Level.DEFAULT), .378825);
    }

    @Test
    void all_oneCategoryOnly_isUndefined() {
        int[][] agreed = counts(2, "11", "11", "111");

        Values.requireUndefined(KrippendorffAlpha.of(agreed, Level.DEFAULT), "one category only");
        Values.requireUndefined(FleissKappa.of(agreed), "one category only");
        Values.requireUndefined(GwetAc1.of(agreed, Level.DEFAULT), "one category only");
    }

    @Test
    void all_oneItemWithTwoLabels_isUndefined() {
        int[][] one = counts(2, "10", "1·");

        Values.requireUndefined(KrippendorffAlpha.of(one, Level.DEFAULT), "fewer than two items with two labels");
        Values.requireUndefined(FleissKappa.of(one), "fewer than two items with two labels");
        Values.requireUndefined(GwetAc1.of(one, Level.DEFAULT), "fewer than two items with two labels");
        Values.requireUndefined(
                KrippendorffAlpha.of(new int[0][], Level.DEFAULT), "fewer than two items with two labels");
    }

    @Test
    void alpha_fullDisagreement_isNegative() {
        Values.requireValue(KrippendorffAlpha.of(table(new double[][] {{0, 10}, {10, 0}}), Level.DEFAULT), -.95);
    }

    @Test
    void of_itemsWithDifferentCategories_areRefused() {
        assertThatThrownBy(() -> FleissKappa.of(new int[][] {{1, 1}, {1}}))
                .hasMessage("every item needs a count, not negative, of each category");
    }
}
