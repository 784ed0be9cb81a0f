package dev.constitution;

import java.util.Arrays;

/**
 * The runs of five words of a normalised text, each by a 64-bit hash: what tells whether one text takes over another's
 * wording. Two runs that differ share a hash about once in 10^19 comparisons.
 */
final class WordRuns {
    /** How many words in a row count as taken over. */
    static final int LENGTH = 5;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    /** Ascending, each once. */
    private final long[] hashes;

    private WordRuns(long[] hashes) {
        this.hashes = hashes;
    }

    /** Of a text of words with single spaces between them. */
    static WordRuns of(String normalised) {
        int words = 1;
        for (int i = 0; i < normalised.length(); i++) {
            words += normalised.charAt(i) == ' ' ? 1 : 0;
        }
        long[] runs = new long[Math.max(0, words - LENGTH + 1)];
        long[] last = new long[LENGTH];
        int word = 0;
        long hash = 0;
        for (int i = 0; i <= normalised.length(); i++) {
            if (i < normalised.length() && normalised.charAt(i) != ' ') {
                hash = (hash + normalised.charAt(i) + 1) * FACTOR;
                continue;
            }
            last[word++ % LENGTH] = hash;
            hash = 0;
            if (word >= LENGTH) {
                runs[word - LENGTH] = run(last, word);
            }
        }
        return new WordRuns(distinct(runs));
    }

    private static long run(long[] last, int word) {
        long run = 0;
        for (int i = 0; i < LENGTH; i++) {
            run = Long.rotateLeft((run ^ last[(word + i) % LENGTH]) * FACTOR, 29);
        }
        return run;
    }

    private static long[] distinct(long[] runs) {
        Arrays.sort(runs);
        int kept = 0;
        for (int i = 0; i < runs.length; i++) {
            if (i == 0 || runs[i] != runs[i - 1]) {
                runs[kept++] = runs[i];
            }
        }
        return Arrays.copyOf(runs, kept);
    }

    int size() {
        return hashes.length;
    }

    /** Those of these runs that the other text has not. */
    WordRuns without(WordRuns other) {
        return new WordRuns(
                Arrays.stream(hashes).filter(run -> !other.contains(run)).toArray());
    }

    /** How many of these runs the other text has too. */
    int sharedWith(WordRuns other) {
        int shared = 0;
        for (long run : hashes) {
            shared += other.contains(run) ? 1 : 0;
        }
        return shared;
    }

    private boolean contains(long run) {
        return Arrays.binarySearch(hashes, run) >= 0;
    }
}
