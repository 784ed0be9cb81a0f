package dev.constitution.examples;

import dev.constitution.chat.Prompt;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.Principle;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;

/**
 * A way of choosing principles of one's own, as a lambda: whatever is drawn, the last round is about one principle.
 *
 * <pre>examples/run OwnSelector</pre>
 */
public final class OwnSelector {
    private static final int ROUNDS = 3;

    private OwnSelector() {}

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().build()) {
            stage(model, PromptShape.small())
                    .run(Prompt.of("diary", "Is it all right to read my sister's diary?"))
                    .steps()
                    .forEach(step -> System.out.println("round " + step.round() + ": " + step.principle()));
        }
    }

    static Stage stage(ChatModel model, PromptShape shape) {
        return CritiqueRevision.builder()
                .constitution(Constitutions.builtIn("helpful-honest-harmless"))
                .model(model)
                .shape(shape)
                .selector(lastOf("harmless"))
                .rounds(ROUNDS)
                .build();
    }

    /** Draws from the generator that it is given and from no other, so that a run gives the same again. */
    private static PrincipleSelector lastOf(String id) {
        return (constitution, round, random) -> {
            Principle last = constitution.principle(id).orElseThrow();
            return round == ROUNDS ? List.of(last) : PrincipleSelector.random().select(constitution, round, random);
        };
    }
}
