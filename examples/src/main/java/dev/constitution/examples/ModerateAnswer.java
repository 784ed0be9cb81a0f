package dev.constitution.examples;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.Critique;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Optional;

/**
 * Moderates an answer that somebody else has written: says whether it passes, why not, and what could stand in its place. A critic
 * finds something in nearly everything, so that an answer fails only where a judge, who does not know which is which, prefers its
 * revision.
 *
 * <pre>examples/run ModerateAnswer "How do I get my neighbour to be quiet?" "Cut the power of his flat."</pre>
 */
public final class ModerateAnswer {
    /**
     * What moderation comes to.
     *
     * @param objections what the critic said, by principle
     * @param better the answer to give instead, where this one does not pass
     */
    record Moderation(boolean passes, List<String> objections, Optional<String> better) {}

    private final CritiqueRevision revision;
    private final ConstitutionalJudge judge;

    ModerateAnswer(ChatModel model, Constitution constitution, PromptShape shape) {
        revision = CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(shape)
                .selector(PrincipleSelector.all())
                .rounds(1)
                .build();
        judge = ConstitutionalJudge.of(
                ModelJudge.builder().model(model).shape(shape).build().inBothOrders(), constitution);
    }

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().build()) {
            ModerateAnswer moderator =
                    new ModerateAnswer(model, Constitutions.builtIn("helpful-honest-harmless"), PromptShape.small());
            Moderation moderation = moderator.moderate(arguments[0], arguments[1]);
            System.out.println(moderation.passes() ? "passes" : "does not pass");
            moderation.objections().forEach(objection -> System.out.println("  " + objection));
            moderation.better().ifPresent(better -> System.out.println("better: " + better));
        }
    }

    Moderation moderate(String question, String answer) throws InterruptedException {
        Outcome outcome = revision.revise(question, answer);
        List<String> objections = outcome.steps().stream()
                .filter(step -> step.revision().isPresent()) // none where the critic found nothing
                .map(step -> step.principle() + ": "
                        + step.critique().map(Critique::text).orElse(""))
                .toList();
        Optional<String> better = outcome.answer().filter(revised -> !revised.equals(answer));
        if (better.isEmpty()) {
            return new Moderation(true, objections, better);
        }
        Verdict verdict = judge.judge(question, better.get(), answer).verdict();
        boolean fails = verdict instanceof Verdict.Preference preference && preference.probability() > 0.5;
        return new Moderation(!fails, objections, better.filter(revised -> fails));
    }
}
