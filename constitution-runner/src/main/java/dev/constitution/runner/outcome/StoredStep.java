package dev.constitution.runner.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.constitution.stage.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@link Step} as the store keeps it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StoredStep(int round, String principle, Optional<Critique> critique, Optional<Revision> revision) {

    /** What the critic said. */
    public record Critique(String text, String decision, StoredReply reply) {}

    /**
     * What the reviser made of it.
     *
     * @param accepted whether the reply gave a new answer
     */
    public record Revision(String answer, String reading, boolean accepted, StoredReply reply) {}

    static StoredStep of(Step step) {
        return new StoredStep(
                step.round(),
                step.principle(),
                step.critique()
                        .map(critique -> new Critique(
                                critique.text(),
                                critique.decision().name().toLowerCase(Locale.ROOT),
                                StoredReply.of(critique.reply()))),
                step.revision()
                        .map(revision -> new Revision(
                                revision.answer(),
                                revision.reading().label(),
                                revision.reading().accepted(),
                                StoredReply.of(revision.reply()))));
    }

    /** Whether its revision became the answer. */
    public boolean accepted() {
        return revision.filter(Revision::accepted).isPresent();
    }

    void addRepliesTo(List<StoredReply> all) {
        critique.ifPresent(made -> all.add(made.reply()));
        revision.ifPresent(made -> all.add(made.reply()));
    }
}
