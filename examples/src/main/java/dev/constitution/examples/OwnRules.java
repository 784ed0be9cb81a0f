package dev.constitution.examples;

import dev.constitution.chat.Prompt;
import dev.constitution.gate.Gate;
import dev.constitution.gate.Gates;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.Optional;

/** A way of choosing principles and a gate of one's own: each is a lambda. */
public final class OwnRules {
    private static final int SHORT = 400;

    private OwnRules() {}

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().downloadIfMissing().build()) {
            Outcome outcome = stage(model).run(Prompt.of("How do I say no to a friend?"));
            System.out.println(outcome instanceof Outcome.Rejected rejected ? rejected.gate() : outcome.answer());
        }
    }

    static Stage stage(ChatModel model) {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        // The first principle first, then whichever is drawn.
        PrincipleSelector firstThenRandom = (principles, round, random) -> round == 1
                ? List.of(principles.principles().get(0))
                : PrincipleSelector.random().select(principles, round, random);
        Gate brief = candidate -> candidate.chosen().length() <= SHORT
                ? Optional.empty()
                : Optional.of(new Gate.Objection(
                        "too_long", candidate.chosen().length() + " characters, more than " + SHORT));

        Stage stage = CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(PromptShape.small())
                .selector(firstThenRandom)
                .rounds(2)
                .build();
        return Gates.defaults().gate().and(brief).around(stage, constitution);
    }
}
