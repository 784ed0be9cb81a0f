package dev.constitution.text;

/**
 * How much of what is new in a text was taken over from other texts, counted in runs of {@value #RUN} words that follow one
 * another. Not thread-safe.
 */
public final class Overlap {
    static final int RUN = WordSequence.RUN;

    private final LongSet own;
    private final LongSet allowed = new LongSet(0);

    private Overlap(LongSet own) {
        this.own = own;
    }

    public static Overlap of(WordSequence text) {
        return new Overlap(text.runSet());
    }

    /** Leaves out what also stands in this text: an answer may repeat its prompt, and a revision what it revises. */
    public Overlap without(WordSequence source) {
        for (long run : source.runs()) {
            if (own.contains(run)) {
                allowed.add(run);
            }
        }
        return this;
    }

    /**
     * The share of the text's runs that stand in one of the sources, in [0, 1]; 0 where fewer than {@value #RUN} runs are
     * left to look at, which says nothing.
     */
    public double shareFrom(WordSequence... sources) {
        LongSet shared = new LongSet(0);
        for (WordSequence source : sources) {
            for (long run : source.runs()) {
                if (own.contains(run) && !allowed.contains(run)) {
                    shared.add(run);
                }
            }
        }
        int left = own.size() - allowed.size();
        return left < RUN ? 0 : (double) shared.size() / left;
    }
}
