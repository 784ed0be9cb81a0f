package dev.constitution.live;

/** What is answered where a critique or a revision fails. */
public enum OnFailure {
    /** The best answer so far: the last revision that was one, else the answer as the model gave it. */
    ANSWER,
    /**
     * No answer: an answer that could not be looked at must not be read. So it is where the time was spent before the first
     * critique or revision was there; after that the best answer so far stands.
     */
    REFUSE
}
