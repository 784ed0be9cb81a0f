package dev.constitution.principles;

import java.util.List;

/**
 * One rule of a constitution, with the wordings in which the method uses it (the paper, sections 3.1 and 4.1).
 *
 * @param id short name, unique in its constitution: lower-case letters, digits and hyphens
 * @param title a few words for people
 * @param norm what a good answer is like, in a sentence
 * @param critiqueRequest asks a critic how the last answer falls short of the norm
 * @param revisionRequest asks a reviser to rewrite the last answer so that it meets the norm
 * @param comparison asks a judge which of two answers meets the norm better
 * @param weight share in weighted selection relative to the other principles, above 0
 * @param tags free labels, to select or report by
 */
public record Principle(
        String id,
        String title,
        String norm,
        String critiqueRequest,
        String revisionRequest,
        String comparison,
        double weight,
        List<String> tags) {

    public Principle {
        requireText("id", id);
        requireText("title", title);
        requireText("norm", norm);
        requireText("critiqueRequest", critiqueRequest);
        requireText("revisionRequest", revisionRequest);
        requireText("comparison", comparison);
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight must be a finite number above 0, got " + weight);
        }
        tags = List.copyOf(tags);
    }

    /**
     * A principle whose title is its id and whose requests are worded from its norm, of weight 1; the methods that begin with
     * "with" change each of them.
     *
     * <pre>{@code
     * Principle plain = Principle.of("plain-words", "A good answer uses words that a twelve-year-old knows.")
     *         .withCritiqueRequest("Which words of your last response would a twelve-year-old not know?")
     *         .withWeight(2);
     * }</pre>
     */
    public static Principle of(String id, String norm) {
        return new Principle(
                id, id, norm, critiqueRequestFor(norm), revisionRequestFor(norm), comparisonFor(norm), 1.0, List.of());
    }

    /** This principle, renamed. */
    public Principle withId(String other) {
        return new Principle(other, title, norm, critiqueRequest, revisionRequest, comparison, weight, tags);
    }

    /** This principle under another title. */
    public Principle withTitle(String other) {
        return new Principle(id, other, norm, critiqueRequest, revisionRequest, comparison, weight, tags);
    }

    /** This principle, with this asked of a critic. */
    public Principle withCritiqueRequest(String request) {
        return new Principle(id, title, norm, request, revisionRequest, comparison, weight, tags);
    }

    /** This principle, with this asked of a reviser. */
    public Principle withRevisionRequest(String request) {
        return new Principle(id, title, norm, critiqueRequest, request, comparison, weight, tags);
    }

    /** This principle, with this asked of a judge. */
    public Principle withComparison(String request) {
        return new Principle(id, title, norm, critiqueRequest, revisionRequest, request, weight, tags);
    }

    /** This principle with another share in {@link PrincipleSelector#weighted()}, above 0. */
    public Principle withWeight(double other) {
        return new Principle(id, title, norm, critiqueRequest, revisionRequest, comparison, other, tags);
    }

    /** This principle with these tags in place of its own. */
    public Principle withTags(String... others) {
        return new Principle(id, title, norm, critiqueRequest, revisionRequest, comparison, weight, List.of(others));
    }

    static String critiqueRequestFor(String norm) {
        return "Say where your last response falls short of this principle: " + norm;
    }

    static String revisionRequestFor(String norm) {
        return "Rewrite your last response so that it follows this principle: " + norm;
    }

    static String comparisonFor(String norm) {
        return "Which of these responses follows this principle better: " + norm;
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a principle's " + name + " must not be blank");
        }
    }
}
