package dev.constitution.runner.dataset;

import dev.constitution.text.WordSequence;
import java.util.OptionalInt;

/**
 * Texts seen so far, by which one that is nearly the same is told: compared by their runs of three words, without regard to case
 * and punctuation. A text takes 154 to 239 bytes. Looking may be done by many threads while nobody adds.
 */
public final class SeenTexts {
    private final SimilarTexts texts;

    /**
     * @param share the share of all runs of two texts that they must have in common (Jaccard's index), in (0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public SeenTexts(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of near duplicates must be in (0, 1], got " + share);
        }
        texts = new SimilarTexts(share);
    }

    /**
     * The number of the text that is most like this one; empty where none is.
     *
     * @param parts of the text; no run reaches from one into the next, so that parts of one word are compared in any order
     */
    public OptionalInt find(WordSequence... parts) {
        return texts.find(MinHash.of(parts), number -> true);
    }

    /** Adds a text under a number. */
    public void add(int number, WordSequence... parts) {
        texts.add(MinHash.of(parts), number);
    }
}
