package dev.constitution.text;

import java.util.List;

/**
 * How much of what is new in a text was taken over from other texts, counted in runs of {@value #RUN} words that follow one
 * another. Not thread-safe.
 */
public final class Overlap {
    static final int RUN = 5;

    private final long[] runs;
    private final LongSet allowed = new LongSet(0);

    private Overlap(long[] runs) {
        this.runs = runs;
    }

    public static Overlap of(WordSequence text) {
        return new Overlap(text.runs(RUN));
    }

    /** Leaves out what also stands in this text: an answer may repeat its prompt, and a revision what it revises. */
    public Overlap without(WordSequence source) {
        for (long run : source.runs(RUN)) {
            allowed.add(run);
        }
        return this;
    }

    /**
     * The share of the text's runs that stand in one of the sources, in [0, 1]; 0 where fewer than {@value #RUN} runs are
     * left to look at, which says nothing.
     */
    public double shareFrom(List<WordSequence> sources) {
        LongSet taken =
                new LongSet(sources.stream().mapToInt(WordSequence::size).sum());
        for (WordSequence source : sources) {
            for (long run : source.runs(RUN)) {
                taken.add(run);
            }
        }
        LongSet seen = new LongSet(runs.length);
        int own = 0;
        int shared = 0;
        for (long run : runs) {
            if (!allowed.contains(run) && seen.add(run)) {
                own++;
                shared += taken.contains(run) ? 1 : 0;
            }
        }
        return own < RUN ? 0 : (double) shared / own;
    }
}
