package dev.constitution.runner.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of invented words, seeded, and what sketches estimate of them, counted exactly. */
final class RandomText {
    private static final int VOCABULARY = 2000;

    private RandomText() {}

    static List<String> words(SplittableRandom random, int count) {
        return random.ints(count, 0, VOCABULARY)
                .mapToObj(i -> "w" + i)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static String of(SplittableRandom random, int words) {
        return String.join(" ", words(random, words));
    }

    /** The same text with each word replaced with this probability. */
    static String edited(String text, double probability, SplittableRandom random) {
        List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
        words.replaceAll(word -> random.nextDouble() < probability ? "w" + random.nextInt(VOCABULARY) : word);
        return String.join(" ", words);
    }

    /** Jaccard's index of the texts' runs of three words. */
    static double jaccard(String a, String b) {
        Set<String> left = runs(a);
        Set<String> right = runs(b);
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        left.retainAll(right);
        return (double) left.size() / all.size();
    }

    private static Set<String> runs(String text) {
        String[] words = text.split(" ", -1);
        return IntStream.rangeClosed(0, words.length - 3)
                .mapToObj(i -> words[i] + " " + words[i + 1] + " " + words[i + 2])
                .collect(Collectors.toCollection(HashSet::new));
    }
}
