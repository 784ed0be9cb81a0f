package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelCaller;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.StageCalls;
import dev.constitution.shape.RequestTemplate;
import dev.constitution.text.WordSequence;
import java.util.List;
import java.util.Optional;

/** One prompt on its way through {@link CritiqueRevision}. Used by one thread. */
final class CritiqueRevisionRow {
    private final RevisionSettings settings;
    private final Prompt prompt;
    private final StageCalls calls;
    private final RevisionRounds rounds;

    CritiqueRevisionRow(RevisionSettings settings, Prompt prompt, ModelCaller caller) {
        this.settings = settings;
        this.prompt = prompt;
        this.calls = new StageCalls(prompt.id(), settings.seed(), caller);
        this.rounds = new RevisionRounds(settings, prompt, calls);
    }

    /** The generator's answer, revised. */
    Outcome run() throws InterruptedException {
        try {
            RequestTemplate wording = settings.shape().generation();
            return revise(calls.answer(
                    ModelRole.GENERATOR,
                    "generate",
                    settings.models().generator(),
                    opening(),
                    prompt.tools(),
                    settings.sampling(wording)));
        } catch (CallFailedException e) {
            return heard(Outcome.withoutAnswer(prompt, new Trace.OfRevision(Optional.empty(), List.of()), e));
        }
    }

    private List<Message> opening() {
        List<Message> messages = OpeningTurns.of(prompt, settings.shape(), List.of());
        if (settings.answerGoesOn()) {
            messages.set(messages.size() - 1, messages.get(messages.size() - 1).endingBeginning());
        }
        return messages;
    }

    /** An answer that is there already, revised. */
    Outcome revise(Reply initial) throws InterruptedException {
        try {
            return heard(outcome(initial, rounds.revise(initial.text())));
        } catch (CallFailedException e) {
            return heard(Outcome.Failed.of(prompt, trace(initial), e));
        }
    }

    private Outcome heard(Outcome outcome) {
        settings.listener().onOutcome(outcome);
        return outcome;
    }

    private Outcome outcome(Reply initial, String answer) {
        if (!WordSequence.sameWords(answer, initial.text())) {
            return new Outcome.Revised(prompt, trace(initial), answer);
        }
        List<Revision> revisions = rounds.steps().stream()
                .flatMap(step -> step.revision().stream())
                .toList();
        if (revisions.isEmpty()) {
            return rejected(initial, "no_revision_needed", "the critic found nothing to revise in any step");
        }
        Revision.Reading last = revisions.get(revisions.size() - 1).reading();
        return last.accepted()
                ? rejected(initial, "unchanged", "the last revision equals the initial answer")
                : rejected(initial, last.label(), "no reply to a revision request held a new answer");
    }

    private Outcome rejected(Reply initial, String gate, String reason) {
        return new Outcome.Rejected(prompt, trace(initial), gate, reason);
    }

    private Trace.OfRevision trace(Reply initial) {
        return new Trace.OfRevision(Optional.of(initial), rounds.steps());
    }
}
