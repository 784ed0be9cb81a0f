package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Diversity;
import dev.constitution.text.WordSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginnings of answers, for how far they repeat each other. The share of distinct phrases falls with the length of the text,
 * so that of each answer only so many words count, and of all only so many answers. Not thread-safe.
 */
final class WordTally {
    private static final int ANSWERS = 1_000;
    private static final int WORDS = 50;

    private final List<List<String>> beginnings = new ArrayList<>();

    void add(String answer) {
        if (beginnings.size() < ANSWERS) {
            beginnings.add(Arrays.stream(WordSequence.of(answer).runs(1))
                    .limit(WORDS)
                    .mapToObj(Long::toHexString)
                    .toList());
        }
    }

    ArmFigures.Diversity figures() {
        return new ArmFigures.Diversity(
                Diversity.distinct(beginnings, 1), Diversity.distinct(beginnings, 2), beginnings.size());
    }
}
