package dev.constitution.runner.measure;

import dev.constitution.runner.stats.Figure;
import dev.constitution.runner.stats.Method;
import dev.constitution.text.LongSet;
import dev.constitution.text.WordSequence;

/**
 * Distinct words and pairs of words of answers (distinct-n, Li et al. 2016, arXiv:1510.03055). The share falls with the length
 * of the text, so that of each answer only so many words count, and of all only so many answers. Not thread-safe.
 */
final class WordTally {
    static final int ANSWERS = 1_000;
    static final int WORDS = 50;

    private static final String WHY = "no interval holds for a share of distinct words";

    private final LongSet words = new LongSet(WORDS * 100);
    private final LongSet pairs = new LongSet(WORDS * 100);
    private final long[] distinct = new long[2];
    private final long[] all = new long[2];
    private long answers;

    void add(String answer) {
        if (answers < ANSWERS) {
            answers++;
            WordSequence sequence = WordSequence.of(answer);
            add(sequence.runs(1), WORDS, words, 0);
            add(sequence.runs(2), WORDS - 1, pairs, 1);
        }
    }

    private void add(long[] runs, int most, LongSet known, int n) {
        for (int i = 0; i < Math.min(runs.length, most); i++) {
            distinct[n] += known.add(runs[i]) ? 1 : 0;
            all[n]++;
        }
    }

    ArmFigures.Diversity figures() {
        return new ArmFigures.Diversity(figure(0), figure(1), answers);
    }

    private Figure figure(int n) {
        return all[n] == 0
                ? new Figure.Undefined(Method.DISTINCT_SHARE, 0, "no words")
                : Figure.withoutInterval(Method.DISTINCT_SHARE, all[n], (double) distinct[n] / all[n], WHY);
    }
}
