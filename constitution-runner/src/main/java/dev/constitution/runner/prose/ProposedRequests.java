package dev.constitution.runner.prose;

import dev.constitution.principles.Principle;
import java.util.stream.Stream;

/**
 * What a model proposed to ask for a clause.
 *
 * @param critique the critique request
 * @param revision the revision request
 */
public record ProposedRequests(String critique, String revision) {
    /** The principle, asked for in these words, and marked as such. */
    Principle in(Principle principle) {
        return principle
                .withCritiqueRequest(critique)
                .withRevisionRequest(revision)
                .withTags(Stream.concat(principle.tags().stream(), Stream.of(ProseImport.PROPOSED))
                        .toArray(String[]::new));
    }
}
