package dev.constitution.stage;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sampling;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.shape.RequestTemplate;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;

/**
 * What a {@link CritiqueRevision} was built with; its builder says what each of them is.
 *
 * @param sampling of answers and revisions, over what the shape says
 * @param exemplars the worked examples that stand before every prompt, as the shape words them
 * @param requests the turns that ask for critiques and revisions
 * @param listener hears each step and each outcome
 */
record RevisionSettings(
        Constitution constitution,
        Models models,
        PromptShape shape,
        Sampling sampling,
        List<Message> exemplars,
        StepRequests requests,
        Rounds rounds,
        long seed,
        StageListener listener) {

    /** Who is asked. */
    record Models(ChatModel generator, ChatModel critic, ChatModel reviser) {}

    /**
     * How a row goes through its rounds.
     *
     * @param count how many there are
     * @param selector which principles each uses
     * @param critique whether a critique comes before each revision
     * @param stopAfterKeeps after how many steps in a row in which the critic found nothing they end; 0 for never
     * @param restart whether each starts over from the prompt and the latest answer
     */
    record Rounds(int count, PrincipleSelector selector, boolean critique, int stopAfterKeeps, boolean restart) {}

    /** Whether the model that answered is sent its request again, and more below it. */
    boolean answerGoesOn() {
        return exemplars.isEmpty() && models.generator().equals(rounds.critique() ? models.critic() : models.reviser());
    }

    /** How an answer or a revision is sampled. */
    Sampling sampling(RequestTemplate wording) {
        return wording.sampling().overriddenBy(sampling);
    }
}
