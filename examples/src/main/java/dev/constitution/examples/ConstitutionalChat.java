package dev.constitution.examples;

import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.live.ConstitutionalChatResponse;
import dev.constitution.live.RevisionPolicy;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitutions;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Step;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * A chat on the command line whose answers are criticised and revised before they are shown; an empty line ends it.
 *
 * <pre>examples/run ConstitutionalChat</pre>
 */
public final class ConstitutionalChat {
    private ConstitutionalChat() {}

    public static void main(String... arguments) {
        try (LocalChatModel local = LocalChatModel.builder().build()) {
            chat(under(local), new Scanner(System.in, StandardCharsets.UTF_8));
        }
    }

    static ChatModel under(ChatModel model) {
        CritiqueRevision revision = CritiqueRevision.builder()
                .constitution(Constitutions.builtIn("helpful-honest-harmless"))
                .model(model) // any LangChain4j ChatModel
                .shape(PromptShape.small()) // the embedded model is tiny; leave this out for a large one
                .rounds(1)
                .build();
        return ConstitutionalChatModel.of(revision, RevisionPolicy.DEFAULT.within(Duration.ofSeconds(60)));
    }

    static void chat(ChatModel model, Scanner lines) {
        List<ChatMessage> conversation = new ArrayList<>();
        while (true) {
            System.out.print("> ");
            String line = lines.hasNextLine() ? lines.nextLine() : "";
            if (line.isBlank()) {
                return;
            }
            conversation.add(UserMessage.from(line));
            ChatResponse response = model.chat(conversation);
            conversation.add(response.aiMessage());
            System.out.println(response.aiMessage().text());
            if (response instanceof ConstitutionalChatResponse looked) {
                looked.outcome().steps().forEach(step -> System.out.println("  (" + described(step) + ")"));
            }
        }
    }

    private static String described(Step step) {
        return step.principle() + ": "
                + step.revision().map(revision -> revision.reading().label()).orElse("nothing to revise");
    }
}
