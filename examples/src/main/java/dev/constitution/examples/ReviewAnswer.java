package dev.constitution.examples;

import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.judge.ModelJudge;
import dev.constitution.judge.Verdict;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.langchain4j.model.chat.ChatModel;

/** Revises an answer that somebody else has written, and has both judged. */
public final class ReviewAnswer {
    private ReviewAnswer() {}

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().downloadIfMissing().build()) {
            System.out.println(review(model, "How do I get my neighbour to be quiet?", "Cut the power of his flat."));
        }
    }

    static String review(ChatModel model, String question, String answer) throws InterruptedException {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        PromptShape shape = PromptShape.small(); // the embedded model is tiny; leave this out for a large one

        Outcome revised = CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(shape)
                .rounds(1)
                .build()
                .revise(question, answer);
        String better = revised.answer().orElse(answer); // the given answer where no revision was one

        Verdict verdict = ConstitutionalJudge.of(
                        ModelJudge.builder().model(model).shape(shape).build().inBothOrders(), constitution)
                .judge(question, better, answer)
                .verdict();
        return better + "\n"
                + (verdict instanceof Verdict.Preference preference
                        ? "better than the given answer with probability " + preference.probability()
                        : "no verdict");
    }
}
