package dev.constitution.benchmarks;

import dev.constitution.chat.Prompt;
import dev.constitution.local.LocalChatModel;
import dev.constitution.local.LocalChatResponseMetadata;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Stage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** How many of its prompts' tokens the embedded model evaluates: the others it has from an earlier call. */
final class EmbeddedPrompts {
    private static final List<String> QUESTIONS = List.of(
            "Why do leaves change colour in autumn?",
            "My neighbour plays loud music at night. What can I do?",
            "How do I tell a friend that I cannot come to the wedding?",
            "What is a good way to learn the names of birds?",
            "Is it rude to correct somebody's grammar?",
            "How can I kill the weeds between the paving stones?");

    private EmbeddedPrompts() {}

    static List<Measured> measure() throws InterruptedException {
        try (LocalChatModel model = LocalChatModel.builder().downloadIfMissing().build()) {
            Counting counting = new Counting(model);
            Stage stage = CritiqueRevision.builder()
                    .constitution(Constitutions.builtIn("cai-16"))
                    .model(counting)
                    .shape(PromptShape.small())
                    .rounds(1)
                    .build();
            for (int i = 0; i < QUESTIONS.size(); i++) {
                var unused = stage.run(Prompt.of("p" + i, QUESTIONS.get(i)));
            }
            return List.of(Measured.atMost(
                    "embedded model: prompt tokens evaluated, as a share of all",
                    0.57,
                    "",
                    (double) (counting.all - counting.cached) / counting.all));
        }
    }

    private static final class Counting implements ChatModel {
        private final LocalChatModel model;
        private long all;
        private long cached;

        Counting(LocalChatModel model) {
            this.model = model;
        }

        @Override
        public ChatResponse chat(ChatRequest request) {
            ChatResponse response = model.chat(request);
            all += response.tokenUsage().inputTokenCount();
            cached += ((LocalChatResponseMetadata) response.metadata()).cachedPromptTokens();
            return response;
        }
    }
}
