package dev.constitution.stage;

import dev.constitution.chat.CallFailedException;
import dev.constitution.chat.Message;
import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Prompt;
import dev.constitution.chat.Reply;
import dev.constitution.chat.Seeds;
import dev.constitution.chat.StageCalls;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Decision;
import dev.constitution.principles.Principle;
import dev.constitution.shape.RequestTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer on its way through the rounds of {@link CritiqueRevision}. Used by one thread. */
final class RevisionRounds {
    private static final Logger LOG = LoggerFactory.getLogger(CritiqueRevision.class);

    private final RevisionSettings settings;
    private final Prompt prompt;
    private final StageCalls calls;
    private final List<Step> steps = new ArrayList<>();

    RevisionRounds(RevisionSettings settings, Prompt prompt, StageCalls calls) {
        this.settings = settings;
        this.prompt = prompt;
        this.calls = calls;
    }

    /** Every critique and revision so far, in order. */
    List<Step> steps() {
        return steps;
    }

    /** Goes through the rounds and returns the answer that stands at the end. */
    String revise(String initial) throws InterruptedException, CallFailedException {
        String answer = initial;
        List<Message> conversation = List.of();
        for (int round = 1; round <= settings.rounds().count(); round++) {
            List<Principle> principles = select(round);
            for (int i = 0; i < principles.size(); i++) {
                if (settings.rounds().restart() || conversation.isEmpty()) {
                    conversation = conversation(answer);
                }
                Principle principle = principles.get(i);
                String place = round + (principles.size() > 1 ? "." + (i + 1) : "");
                Step step = step(round, place, principle, answer, conversation);
                steps.add(step);
                settings.listener().onStep(prompt, step);
                answer = step.revision().map(Revision::answer).orElse(answer);
                if (isDone()) {
                    return answer;
                }
            }
        }
        return answer;
    }

    /**
     * Whether the critic has found nothing for as long as ends a row. A step's "nothing to change" speaks for its own
     * principle alone, so that by default none does; and in an ordered constitution no law is left out for what the others
     * found.
     */
    private boolean isDone() {
        int needed = settings.rounds().stopAfterKeeps();
        if (needed == 0 || steps.get(steps.size() - 1).revision().isPresent()) {
            return false;
        }
        int keeps = 0;
        Set<String> asked = new HashSet<>();
        for (int i = steps.size() - 1; i >= 0 && steps.get(i).revision().isEmpty(); i--) {
            keeps++;
            asked.add(steps.get(i).principle());
        }
        Constitution constitution = settings.constitution();
        return keeps >= needed
                && (constitution.precedence() == Constitution.Precedence.FLAT
                        || asked.size() == constitution.principles().size());
    }

    /** Makes one critique and revision, and appends their turns to the conversation. */
    private Step step(int round, String place, Principle principle, String answer, List<Message> conversation)
            throws InterruptedException, CallFailedException {
        Optional<Critique> critique = Optional.empty();
        if (settings.rounds().critique()) {
            critique = Optional.of(critique(place, principle, conversation));
            if (critique.get().decision() == Decision.KEEP) {
                return new Step(round, principle.id(), critique, Optional.empty());
            }
        }
        String request = principle.revisionRequest();
        RequestTemplate wording = settings.shape().revision();
        conversation.add(settings.requests().revision(principle, prompt.question()));
        Reply reply = calls.answer(
                ModelRole.REVISER,
                "revise/" + place,
                settings.models().reviser(),
                withPrefill(conversation, wording),
                settings.sampling(wording));
        Revision revision = RevisionReader.read(
                reply,
                new RevisionReader.Asked(
                        prompt.question(),
                        answer,
                        critique.map(Critique::text).orElse(""),
                        request,
                        wording.prefill()));
        conversation.add(Message.assistant(revision.answer()));
        LOG.debug("{}: {} was read as {}", prompt.id(), reply.step(), revision.reading());
        return new Step(round, principle.id(), critique, Optional.of(revision));
    }

    private Critique critique(String place, Principle principle, List<Message> conversation)
            throws InterruptedException, CallFailedException {
        RequestTemplate wording = settings.shape().critique();
        conversation.add(settings.requests().critique(principle, prompt.question()));
        Reply reply = calls.remark(
                ModelRole.CRITIC,
                "critique/" + place,
                settings.models().critic(),
                withPrefill(conversation, wording),
                wording.sampling());
        String said = OpeningTurns.joined(wording.prefill(), reply.text());
        conversation.add(Message.assistant(said));
        return CritiqueReader.read(reply, said);
    }

    private List<Principle> select(int round) {
        long seed = Seeds.derive(settings.seed(), prompt.id(), "select/" + round);
        return settings.rounds().selector().checked(settings.constitution(), round, new SplittableRandom(seed));
    }

    /** The prompt and an answer to it, behind the exemplars: what a round starts from. */
    private List<Message> conversation(String answer) {
        List<Message> messages = OpeningTurns.inWords(prompt, settings.shape(), settings.exemplars());
        messages.add(Message.assistant(answer));
        return messages;
    }

    private static List<Message> withPrefill(List<Message> conversation, RequestTemplate wording) {
        if (wording.prefill().isEmpty()) {
            return conversation;
        }
        List<Message> messages = new ArrayList<>(conversation);
        messages.add(Message.assistant(wording.prefill()));
        return messages;
    }
}
