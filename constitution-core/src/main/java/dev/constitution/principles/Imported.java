package dev.constitution.principles;

import dev.constitution.chat.Message;
import dev.constitution.source.Slug;
import java.util.List;

/** What a file of another tool holds. */
record Imported(List<Principle> principles, List<Exemplar> exemplars, List<ComparisonExemplar> comparisonExemplars) {

    static Imported principles(List<Principle> principles) {
        return new Imported(principles, List.of(), List.of());
    }

    static Imported exemplars(List<Exemplar> exemplars) {
        return new Imported(List.of(), exemplars, List.of());
    }

    static Imported comparisonExemplars(List<ComparisonExemplar> exemplars) {
        return new Imported(List.of(), List.of(), exemplars);
    }

    /** A principle of a form that has only requests: the revision request stands in for the norm. */
    static Principle principle(String name, String critiqueRequest, String revisionRequest) {
        return Principle.of(Slug.of(name), revisionRequest)
                .withTitle(name)
                .withCritiqueRequest(critiqueRequest)
                .withRevisionRequest(revisionRequest)
                .withComparison(
                        "Which of the two responses leaves less to do for someone with this task: " + revisionRequest);
    }

    /** A worked example in a form that states no decision: a revision that changes nothing means that the answer stood. */
    static Exemplar exemplar(
            List<Message> prompt,
            String response,
            String critiqueRequest,
            String critique,
            String revisionRequest,
            String revision) {
        Decision decision = revision.equals(response) ? Decision.KEEP : Decision.REVISE;
        return new Exemplar(prompt, response, critiqueRequest, critique, decision, revisionRequest, revision);
    }
}
