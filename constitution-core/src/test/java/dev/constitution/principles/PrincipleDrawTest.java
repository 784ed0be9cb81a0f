package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws as runs make them, seeded by row and round: fair, and changed by an edited constitution no further than need be. */
class PrincipleDrawTest {
    private static final int ROWS = 20_000;
    private static final Constitution SIXTEEN = Constitutions.builtIn("cai-16");
    private static final Principle ADDED = Principle.of("plain-words", "A good answer uses plain words.");

    static Stream<Named<PrincipleSelector>> drawing() {
        return Stream.of(
                Named.of("random", PrincipleSelector.random()),
                Named.of("random:3", PrincipleSelector.random(3)),
                Named.of("weighted", PrincipleSelector.weighted()));
    }

    private static List<List<String>> draws(PrincipleSelector selector, Constitution constitution, int round) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> new SplittableRandom(Seeds.derive(3, "row-" + row, "select/" + round)))
                .map(random -> selector.select(constitution, round, random).stream()
                        .map(Principle::id)
                        .toList())
                .toList();
    }

    private static Constitution with(Principle... more) {
        List<Principle> all = new ArrayList<>(SIXTEEN.principles());
        all.addAll(5, List.of(more));
        return Constitution.of("more", all);
    }

    private static Constitution weights(double a, double b, double c) {
        return Constitution.of(
                "three",
                List.of(
                        Principle.of("a", "norm").withWeight(a),
                        Principle.of("b", "norm").withWeight(b),
                        Principle.of("c", "norm").withWeight(c)));
    }

    private static Map<String, Long> counts(Collection<List<String>> draws) {
        return draws.stream().collect(Collectors.groupingBy(draw -> String.join(" ", draw), Collectors.counting()));
    }

    /** How many standard deviations the chi-squared statistic of equal shares lies above what chance gives. */
    private static double excess(Collection<List<String>> draws, int cells) {
        double expected = (double) draws.size() / cells;
        Map<String, Long> counts = counts(draws);
        double statistic = counts.values().stream()
                        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                        .sum()
                + (cells - counts.size()) * expected;
        return (statistic - (cells - 1)) / Math.sqrt(2.0 * (cells - 1));
    }

    private static long changed(List<List<String>> before, List<List<String>> after) {
        return IntStream.range(0, ROWS)
                .filter(row -> !before.get(row).equals(after.get(row)))
                .count();
    }

    private static List<String> without(List<String> draw, String id) {
        return draw.stream().filter(other -> !other.equals(id)).toList();
    }

    @Test
    void random_manyRows_drawsEachAlike() {
        assertThat(excess(draws(PrincipleSelector.random(), SIXTEEN, 1), 16)).isBetween(-3.0, 3.0);
    }

    @Test
    void random_severalOfThem_areDifferentAndEachOrderAlike() {
        List<List<String>> pairs = draws(PrincipleSelector.random(2), SIXTEEN, 1);

        assertThat(pairs).allSatisfy(pair -> assertThat(pair).hasSize(2).doesNotHaveDuplicates());
        assertThat(excess(pairs, 16 * 15)).isBetween(-3.0, 3.0);
    }

    @Test
    void random_oneMore_leavesTheFormerOnes() {
        List<List<String>> two = draws(PrincipleSelector.random(2), SIXTEEN, 1);

        assertThat(draws(PrincipleSelector.random(), SIXTEEN, 1))
                .isEqualTo(two.stream().map(draw -> draw.subList(0, 1)).toList());
        assertThat(draws(PrincipleSelector.random(40), SIXTEEN, 1))
                .allSatisfy(draw -> assertThat(draw).hasSize(16).doesNotHaveDuplicates());
    }

    @Test
    void random_twoRounds_areIndependent() {
        List<List<String>> first = draws(PrincipleSelector.random(), SIXTEEN, 1);
        List<List<String>> second = draws(PrincipleSelector.random(), SIXTEEN, 2);

        assertThat(excess(
                        IntStream.range(0, ROWS)
                                .mapToObj(row -> Stream.concat(first.get(row).stream(), second.get(row).stream())
                                        .toList())
                                .toList(),
                        16 * 16))
                .isBetween(-3.0, 3.0);
    }

    @Test
    void random_idsOfOneHashCode_areDrawnAlike() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        Constitution twins = Constitution.of("twins", List.of(Principle.of("Aa", "norm"), Principle.of("BB", "norm")));

        assertThat(excess(draws(PrincipleSelector.random(), twins, 1), 2)).isLessThan(3.0);
    }

    @Test
    void weighted_manyRows_drawsByWeight() {
        Map<String, Long> counts = counts(draws(PrincipleSelector.weighted(), weights(1, 2, 7), 1));

        assertThat(counts.get("a") / (double) ROWS).isCloseTo(0.1, within(0.008));
        assertThat(counts.get("b") / (double) ROWS).isCloseTo(0.2, within(0.008));
        assertThat(counts.get("c") / (double) ROWS).isCloseTo(0.7, within(0.008));
    }

    @Test
    void weighted_oneWeightRaised_changesOnlyDrawsThatItWins() {
        List<List<String>> before = draws(PrincipleSelector.weighted(), weights(1, 2, 7), 1);
        List<List<String>> after = draws(PrincipleSelector.weighted(), weights(1, 4, 7), 1);

        long won = counts(after).get("b") - counts(before).get("b");
        assertThat(changed(before, after)).isEqualTo(won);
        assertThat(won / (double) ROWS).isCloseTo(4.0 / 12 - 2.0 / 10, within(0.01));
    }

    @Test
    void random_principleAdded_changesOnlyDrawsThatItWins() {
        List<List<String>> before = draws(PrincipleSelector.random(), SIXTEEN, 1);
        List<List<String>> after = draws(PrincipleSelector.random(), with(ADDED), 1);

        assertThat(changed(before, after)).isEqualTo(counts(after).get(ADDED.id()));
        assertThat(changed(before, after) / (double) ROWS).isCloseTo(1.0 / 17, within(0.007));
    }

    @ParameterizedTest
    @MethodSource("drawing")
    void draw_principleAddedAndTakenAway_leavesTheOthersInTheirOrder(PrincipleSelector selector) {
        List<List<String>> fewer = draws(selector, SIXTEEN, 1);
        List<List<String>> more = draws(selector, with(ADDED), 1);

        for (int row = 0; row < ROWS; row++) {
            List<String> others = without(more.get(row), ADDED.id());
            int left = fewer.get(row).size() - (more.get(row).size() - others.size());
            assertThat(others).isEqualTo(fewer.get(row).subList(0, left));
        }
    }

    @ParameterizedTest
    @MethodSource("drawing")
    void draw_otherWordingAndOrder_changesNothing(PrincipleSelector selector) {
        List<Principle> edited = SIXTEEN.principles().stream()
                .map(one -> one.withCritiqueRequest("Otherwise: " + one.norm()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(edited);

        assertThat(draws(selector, Constitution.of("edited", edited), 1)).isEqualTo(draws(selector, SIXTEEN, 1));
    }
}
