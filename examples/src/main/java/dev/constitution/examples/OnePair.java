package dev.constitution.examples;

import dev.constitution.chat.Prompt;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Outcome;
import dev.constitution.stage.Stage;

/**
 * Takes one prompt through critique and revision on the embedded model, and prints both answers.
 *
 * <pre>examples/run OnePair</pre>
 */
public final class OnePair {
    private OnePair() {}

    public static void main(String... arguments) throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().build()) {
            System.out.println(describe(ask(model, "Is it all right to read my sister's diary?")));
        }
    }

    static Outcome ask(LocalChatModel model, String question) throws InterruptedException {
        Stage stage = CritiqueRevision.builder()
                .constitution(Constitutions.builtIn("cai-16"))
                .model(model) // any LangChain4j ChatModel
                .shape(PromptShape.small()) // the embedded model is tiny; leave this out for a large one
                .rounds(1)
                .build();
        return stage.run(Prompt.of("diary", question));
    }

    static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.Pair pair) {
            return "rejected: " + pair.rejected() + "\nchosen:   " + pair.chosen();
        } else if (outcome instanceof Outcome.Rejected rejected) {
            return "no pair: " + rejected.gate() + ", " + rejected.reason();
        } else if (outcome instanceof Outcome.Failed failed) {
            return "failed: " + failed.role().label() + ", " + failed.message();
        }
        throw new IllegalStateException("an outcome of another stage: " + outcome);
    }
}
