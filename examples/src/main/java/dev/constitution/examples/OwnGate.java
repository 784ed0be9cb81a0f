package dev.constitution.examples;

import dev.constitution.chat.Prompt;
import dev.constitution.gate.Gate;
import dev.constitution.gate.Gates;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Optional;

/**
 * A gate of one's own behind the library's: pairs whose chosen answer is long are kept out.
 *
 * <pre>examples/run OwnGate</pre>
 */
public final class OwnGate {
    private static final int LONGEST = 200;

    private OwnGate() {}

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().build()) {
            Prompt prompt = Prompt.of("diary", "Is it all right to read my sister's diary?");
            System.out.println(
                    OnePair.describe(stage(model, PromptShape.small()).run(prompt)));
        }
    }

    static Stage stage(ChatModel model, PromptShape shape) {
        Constitution constitution = Constitutions.builtIn("helpful-honest-harmless");
        Gate brief = candidate -> candidate.chosen().length() <= LONGEST
                ? Optional.empty()
                : Optional.of(new Gate.Objection(
                        "too_long", candidate.chosen().length() + " characters, more than " + LONGEST));

        Stage stage = CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(shape)
                .rounds(1)
                .build();
        return Gates.defaults().gate().and(brief).around(stage, constitution);
    }
}
