package dev.constitution.runner.dataset;

import dev.constitution.text.Hash;
import dev.constitution.text.WordSequence;
import java.util.Arrays;

/**
 * A sketch of a text, 64 bytes, from which the share of phrases that two texts have in common can be estimated (Jaccard's
 * index of their runs of three words).
 *
 * <p>One hash a phrase, whose first bits choose one of 128 bins and whose least rest stays in it (Li, Owen and Zhang 2012,
 * one permutation hashing); an empty bin takes what another one holds, chosen by the bin's number alone (Shrivastava 2017,
 * optimal densification). Of each bin 4 bits are kept (Li and König 2010, b-bit minwise hashing), which costs little: the
 * standard error at an index of 0.8 is 0.037 instead of 0.035. Immutable.
 */
final class MinHash {
    static final int BINS = 128;
    static final int BITS = 4;

    /** Longs of a sketch. */
    static final int LONGS = BINS * BITS / Long.SIZE;

    private static final int BIN_BITS = 7;
    private static final int PHRASE = 3;
    private static final int BINS_A_LONG = Long.SIZE / BITS;
    private static final long LOWEST_BITS = 0x1111111111111111L;

    /** How often the bins of texts that have nothing in common agree. */
    private static final double BY_CHANCE = 1.0 / (1 << BITS);

    private final long[] bins;

    private MinHash(long[] bins) {
        this.bins = bins;
    }

    /** The sketch of a text; the parts are one text, but no phrase reaches from one into the next. */
    static MinHash of(WordSequence... parts) {
        long[] least = new long[BINS];
        Arrays.fill(least, Long.MAX_VALUE);
        boolean isEmpty = true;
        for (WordSequence part : parts) {
            for (long run : part.runs(Math.max(1, Math.min(PHRASE, part.size())))) {
                long hash = Hash.mix(run);
                int bin = (int) (hash >>> (Long.SIZE - BIN_BITS));
                least[bin] = Math.min(least[bin], hash >>> 8);
                isEmpty = false;
            }
        }
        if (isEmpty) {
            return new MinHash(new long[LONGS]);
        }
        long[] bins = new long[LONGS];
        for (int i = 0; i < BINS; i++) {
            int from = i;
            for (int tries = 1; least[from] == Long.MAX_VALUE; tries++) {
                from = (int) (Hash.mix(i * 0x10001L + tries * Hash.START) >>> (Long.SIZE - BIN_BITS));
            }
            // Other bits in each bin: short texts fill most bins from few phrases, and must not agree in all by chance.
            long bits = Hash.mix(least[from] + i) & ((1 << BITS) - 1);
            bins[i / BINS_A_LONG] |= bits << (i % BINS_A_LONG * BITS);
        }
        return new MinHash(bins);
    }

    long bins(int index) {
        return bins[index];
    }

    /** The estimated share of phrases in common, in [0, 1], with a sketch whose longs start at a place of an array. */
    double similarityTo(long[] sketches, int start) {
        int same = BINS;
        for (int i = 0; i < LONGS; i++) {
            long different = bins[i] ^ sketches[start + i];
            long any = different | different >>> 1 | different >>> 2 | different >>> 3;
            same -= Long.bitCount(any & LOWEST_BITS);
        }
        double share = (double) same / BINS;
        return Math.max(0, (share - BY_CHANCE) / (1 - BY_CHANCE));
    }

    double similarityTo(MinHash other) {
        return similarityTo(other.bins, 0);
    }
}
