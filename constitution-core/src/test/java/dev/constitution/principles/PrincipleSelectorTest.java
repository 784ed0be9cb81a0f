package dev.constitution.principles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
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
