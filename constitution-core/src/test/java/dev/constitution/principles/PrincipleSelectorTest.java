package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.constitution.chat.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrincipleSelectorTest {
    private static final Constitution THREE =
            Constitution.of("three", List.of(weighted("a", 1), weighted("b", 2), weighted("c", 7)));

    private static Principle weighted(String id, double weight) {
        return Principle.of(id, "norm " + id).withWeight(weight);
    }

    private static List<String> ids(PrincipleSelector selector, Constitution constitution, int round, long seed) {
        return selector.select(constitution, round, new SplittableRandom(seed)).stream()
                .map(Principle::id)
                .toList();
    }

    private static Map<String, Double> shares(PrincipleSelector selector) {
        int draws = 20_000;
        return IntStream.range(0, draws)
                .mapToObj(i -> ids(selector, THREE, 1, Seeds.derive(3, "p" + i, "select/1"))
                        .get(0))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingDouble(id -> 1.0 / draws)));
    }

    @Test
    void random_manyPrompts_drawsEachAlike() {
        assertThat(shares(PrincipleSelector.random()))
                .hasSize(3)
                .allSatisfy((id, share) -> assertThat(share).isCloseTo(1 / 3.0, within(0.02)));
    }

    @Test
    void weighted_manyPrompts_drawsByWeight() {
        Map<String, Double> shares = shares(PrincipleSelector.weighted());

        assertThat(shares.get("a")).isCloseTo(0.1, within(0.02));
        assertThat(shares.get("b")).isCloseTo(0.2, within(0.02));
        assertThat(shares.get("c")).isCloseTo(0.7, within(0.02));
    }

    @Test
    void random_sameSeed_drawsTheSame() {
        assertThat(ids(PrincipleSelector.random(), THREE, 1, 42))
                .isEqualTo(ids(PrincipleSelector.random(), THREE, 1, 42));
    }

    @Test
    void inOrder_moreRoundsThanPrinciples_startsOver() {
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(round -> ids(PrincipleSelector.inOrder(), THREE, round, 0)
                                .get(0)))
                .containsExactly("a", "b", "c", "a");
    }

    @Test
    void all_orderedConstitution_endsWithTheHighest() {
        Constitution ordered = THREE.ordered();

        assertThat(ids(PrincipleSelector.all(), THREE, 1, 0)).containsExactly("a", "b", "c");
        assertThat(ids(PrincipleSelector.all(), ordered, 1, 0)).containsExactly("c", "b", "a");
    }

    @Test
    void fixed_moreRoundsThanNames_startsOver() {
        PrincipleSelector selector = PrincipleSelector.fixed("c", "a");

        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(round -> ids(selector, THREE, round, 0).get(0)))
                .containsExactly("c", "a", "c");
    }

    @Test
    void fixed_unknownName_isRefusedWithTheKnown() {
        assertThatThrownBy(() -> ids(PrincipleSelector.fixed("z"), THREE, 1, 0))
                .hasMessageContaining("no principle \"z\"")
                .hasMessageContaining("[a, b, c]");
    }
}
