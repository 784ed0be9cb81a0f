package dev.constitution.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

    @Test
    void topTokens_randomLogitsWithTies_areThoseOfASort() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            float[] logits = new float[1 + random.nextInt(200)];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (random.nextInt(21) - 10) * 0.5f;
            }
            int count = 1 + random.nextInt(60);

            int[] sorted = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> -logits[i]).thenComparing(i -> i))
                    .limit(count)
                    .mapToInt(i -> i)
                    .toArray();
            assertThat(TopTokens.of(logits, count)).isEqualTo(sorted);
        }
    }

    @Test
    void topTokens_notNumbers_areLeftOut() {
        assertThat(TopTokens.of(new float[] {Float.NaN, 1, Float.NEGATIVE_INFINITY, Float.NaN, 2}, 5))
                .containsExactly(4, 1, 2);
    }

    @Test
    void next_temperatureZero_takesTheLikeliest() {
        assertThat(sampler(0, 1, 40, 1).next(new float[] {1, 3, 2})).isEqualTo(1);
    }

    @Test
    void next_topK_drawsAmongThose() {
        assertThat(drawn(sampler(10, 1, 2, 1), 1, 3, 2)).containsExactly(1, 2);
    }

    @Test
    void next_topP_drawsAmongTheLikeliestWithThatMass() {
        // Probabilities 0.09, 0.67, 0.24.
        assertThat(drawn(sampler(1, 0.6, 40, 1), 1, 3, 2)).containsExactly(1);
        assertThat(drawn(sampler(1, 0.8, 40, 1), 1, 3, 2)).containsExactly(1, 2);
        assertThat(drawn(sampler(1, 1, 40, 1), 1, 3, 2)).containsExactly(0, 1, 2);
    }

    @Test
    void next_temperatureOne_drawsWithTheModelsProbabilities() {
        Sampler sampler = sampler(1, 1, 40, 1);
        long ones = IntStream.range(0, 20_000)
                .filter(i -> sampler.next(new float[] {0, (float) Math.log(3)}) == 1)
                .count();

        assertThat(ones / 20_000.0).isBetween(0.74, 0.76);
    }

    @Test
    void next_repeatPenalty_discouragesRecentTokensOfEitherSign() {
        Sampler sampler = sampler(0, 1, 40, 2);
        sampler.accept(1);
        sampler.accept(1);
        float[] logits = {2, 3, -1};

        assertThat(sampler.next(logits)).isZero();
        assertThat(logits).containsExactly(2, 1.5f, -1);
        sampler.accept(2);
        assertThat(sampler.next(logits)).isZero();
        assertThat(logits).containsExactly(2, 0.75f, -2);
    }

    @Test
    void next_tokenOlderThanTheWindow_isNotPenalised() {
        Sampler sampler = sampler(0, 1, 40, 2);
        sampler.accept(1);
        IntStream.range(0, Sampler.RECENT).forEach(i -> sampler.accept(2));

        assertThat(sampler.next(new float[] {2, 3, -1})).isEqualTo(1);
    }

    @Test
    void next_noNumbers_throws() {
        assertThatThrownBy(() -> sampler(1, 1, 40, 1).next(new float[] {Float.NaN}))
                .isInstanceOf(LocalModelException.class);
    }

    private static Set<Integer> drawn(Sampler sampler, float... logits) {
        Set<Integer> tokens = new TreeSet<>();
        IntStream.range(0, 2000).forEach(i -> tokens.add(sampler.next(logits.clone())));
        return tokens;
    }

    private static Sampler sampler(double temperature, double topP, int topK, double repeatPenalty) {
        return new Sampler(new SamplingSettings(42, temperature, topP, topK, repeatPenalty));
    }
}
