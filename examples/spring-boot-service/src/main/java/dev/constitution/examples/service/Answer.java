package dev.constitution.examples.service;

import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Principle;
import dev.constitution.stage.Critique;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Revision;
import dev.constitution.stage.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it goes over the wire. These are records of our own, because Spring Boot's Jackson writes LangChain4j's classes as
 * {@code {}}.
 *
 * @param answer what stands at the end
 * @param first what the model answered at first
 * @param revised whether the two differ
 * @param steps what was criticised and revised in between
 * @param failure why not all steps were made, where they were not
 */
record Answer(String answer, String first, boolean revised, List<Made> steps, Optional<String> failure) {

    /**
     * A critique under one principle, and the revision that it led to.
     *
     * @param critique what the critic said
     * @param decision what that comes to: keep, revise, or unstated, which counts as revise
     * @param revision the answer after this step, where the reviser's reply was one
     * @param reading how the reviser's reply was read, where there is one
     */
    record Made(
            String principle,
            String title,
            Optional<String> critique,
            String decision,
            Optional<String> revision,
            Optional<String> reading) {

        static Made of(Step step, Constitution constitution) {
            return new Made(
                    step.principle(),
                    constitution
                            .principle(step.principle())
                            .map(Principle::title)
                            .orElse(step.principle()),
                    step.critique().map(Critique::text),
                    step.critique()
                            .map(critique -> critique.decision().name().toLowerCase(Locale.ROOT))
                            .orElse("revise"),
                    step.revision()
                            .filter(revision -> revision.reading().accepted())
                            .map(Revision::answer),
                    step.revision().map(revision -> revision.reading().label()));
        }
    }

    static Answer of(ConstitutionalChatResponse response, Constitution constitution) {
        Outcome outcome = response.outcome();
        String answer = response.aiMessage().text();
        String first = outcome.initial().orElseThrow().text();
        return new Answer(
                answer,
                first,
                !answer.equals(first),
                outcome.steps().stream()
                        .map(step -> Made.of(step, constitution))
                        .toList(),
                outcome instanceof Outcome.Failed failed ? Optional.of(failed.message()) : Optional.empty());
    }
}
