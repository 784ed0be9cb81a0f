package dev.constitution.runner.stats;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far texts repeat themselves and each other, by their phrases of n words. Both figures move with the texts' lengths, so that
 * only texts of about one length compare; neither has an interval.
 */
public final class Diversity {
    private static final String BY_LENGTH = "no interval; it moves with the texts' lengths";

    private Diversity() {}

    /** Distinct-n: of all phrases of n words, the share of different ones, in (0, 1]; 1 where none comes twice (Li 2016). */
    public static Figure distinct(List<List<String>> texts, int n) {
        List<List<String>> phrases =
                texts.stream().flatMap(words -> phrases(words, n)).toList();
        return phrases.isEmpty()
                ? new Figure.Undefined(Method.DISTINCT, 0, "no text has " + n + " words")
                : Figure.withoutInterval(
                        Method.DISTINCT,
                        phrases.size(),
                        new HashSet<>(phrases).size() / (double) phrases.size(),
                        BY_LENGTH);
    }

    /**
     * Self-overlap: of two texts' different phrases of n words, the share that both have, in [0, 1], as the mean over every two
     * texts. For several answers to one prompt; its n is the number of pairs of texts that have phrases.
     */
    public static Figure selfOverlap(List<List<String>> texts, int n) {
        List<Set<List<String>>> sets = texts.stream()
                .map(words ->
                        (Set<List<String>>) new HashSet<>(phrases(words, n).toList()))
                .filter(set -> !set.isEmpty())
                .toList();
        long pairs = (long) sets.size() * (sets.size() - 1) / 2;
        if (pairs == 0) {
            return new Figure.Undefined(Method.SELF_OVERLAP, 0, "fewer than two texts have " + n + " words");
        }
        double sum = 0;
        for (int i = 0; i < sets.size(); i++) {
            for (int j = i + 1; j < sets.size(); j++) {
                sum += overlap(sets.get(i), sets.get(j));
            }
        }
        return Figure.withoutInterval(Method.SELF_OVERLAP, pairs, sum / pairs, BY_LENGTH);
    }

    private static double overlap(Set<List<String>> one, Set<List<String>> other) {
        long common = one.stream().filter(other::contains).count();
        return common / (double) (one.size() + other.size() - common);
    }

    private static Stream<List<String>> phrases(List<String> words, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a phrase has a word at least, got " + n);
        }
        return IntStream.rangeClosed(0, words.size() - n).mapToObj(from -> List.copyOf(words.subList(from, from + n)));
    }
}
