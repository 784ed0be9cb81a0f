package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlapTest {
    private static final WordSequence TEN = WordSequence.of("one two three four five six seven eight nine ten");

    @Test
    void shareFrom_halfOfTheRuns_isHalf() {
        WordSequence half = WordSequence.of("zero, one two three four five six SEVEN");

        assertThat(Overlap.of(TEN).shareFrom(half)).isEqualTo(0.5);
    }

    @Test
    void without_whatStandsElsewhere_isNotCounted() {
        WordSequence seven = WordSequence.of("one two three four five six seven");

        assertThat(Overlap.of(TEN).without(seven).shareFrom(TEN))
                .as("three runs left")
                .isEqualTo(0);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Few different words, so that runs come again; against sets of the words themselves. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shareFrom_randomTexts_isAsBySets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> text = words(random);
        List<String> allowed = words(random);
        List<String> one = words(random);
        List<String> other = random.nextBoolean() ? text.subList(0, text.size() / 2) : words(random);
        Set<List<String>> own = runs(text);
        own.removeAll(runs(allowed));
        Set<List<String>> shared = runs(one);
        shared.addAll(runs(other));
        shared.retainAll(own);

        double share = Overlap.of(sequence(text)).without(sequence(allowed)).shareFrom(sequence(one), sequence(other));

        assertThat(share).isEqualTo(own.size() < Overlap.RUN ? 0 : (double) shared.size() / own.size());
    }

    private static List<String> words(SplittableRandom random) {
        return random.ints(random.nextInt(0, 80), 0, 2).mapToObj(i -> "w" + i).collect(Collectors.toList());
    }

    private static WordSequence sequence(List<String> words) {
        return WordSequence.of(String.join(" ", words));
    }

    private static Set<List<String>> runs(List<String> words) {
        return IntStream.rangeClosed(0, words.size() - Overlap.RUN)
                .mapToObj(i -> words.subList(i, i + Overlap.RUN))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
