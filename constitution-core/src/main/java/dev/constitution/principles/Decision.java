package dev.constitution.principles;

/** What a critique comes to, as the critic states it in a tag that closes its answer. */
public enum Decision {
    /** The answer falls short and is to be revised. */
    REVISE,
    /** The critic found nothing: the answer stands. */
    KEEP,
    /** The critic stated no decision; its answer counts as a critique, so the answer is revised. */
    UNSTATED;

    /** The tag that states this decision at the end of a critique. */
    public String tag() {
        return "<decision>" + (this == KEEP ? "keep" : "revise") + "</decision>";
    }
}
