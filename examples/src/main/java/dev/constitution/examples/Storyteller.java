package dev.constitution.examples;

import dev.constitution.chat.Sampling;
import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.local.LocalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * Role-play: a character who stays in character, tells whole scenes and keeps to the story so far, under a constitution written for
 * that. You play the other one; an empty line ends it.
 *
 * <pre>examples/run Storyteller examples/storyteller.yaml</pre>
 *
 * The same constitution makes training data of begun stories:
 *
 * <pre>./constitution run --constitution examples/storyteller.yaml --prompts examples/story-prompts.jsonl --out out-stories</pre>
 */
public final class Storyteller {
    private static final String CHARACTER =
            "You are Maren, who has kept the lighthouse of Skarholm for thirty years. You speak slowly and drily,"
                    + " and you tell the story only as Maren.";
    private static final int SCENE_TOKENS = 400;

    /** The embedded model holds 2048 tokens; a large one needs no such bound, and forgets nothing. */
    private static final int TURNS_REMEMBERED = 4;

    private final ChatModel model;
    private final List<ChatMessage> story = new ArrayList<>(List.of(SystemMessage.from(CHARACTER)));

    Storyteller(ChatModel model) {
        this.model = model;
    }

    public static void main(String... arguments) {
        Constitution constitution = Constitutions.load(Path.of(arguments[0]));
        ChatRequestParameters scenes = ChatRequestParameters.builder()
                .temperature(0.8)
                .maxOutputTokens(SCENE_TOKENS)
                .build();
        try (LocalChatModel local =
                LocalChatModel.builder().defaultRequestParameters(scenes).build()) {
            Storyteller maren = new Storyteller(under(constitution, local, PromptShape.small()));
            Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
            System.out.print("> ");
            for (String line = next(lines); !line.isBlank(); line = next(lines)) {
                System.out.print(maren.reply(line) + "\n\n> ");
            }
        }
    }

    private static String next(Scanner lines) {
        return lines.hasNextLine() ? lines.nextLine() : "";
    }

    static ChatModel under(Constitution constitution, ChatModel model, PromptShape shape) {
        return ConstitutionalChatModel.of(CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(shape)
                .sampling(Sampling.MODEL_DEFAULTS.withTemperature(0.8).withMaxTokens(SCENE_TOKENS)) // of revisions
                .selector(PrincipleSelector.inOrder()) // the voice first, then the story
                .rounds(2)
                .build());
    }

    /** What the character answers; critic and reviser see the story so far, as the model does. */
    String reply(String line) {
        story.add(UserMessage.from(line));
        AiMessage reply = model.chat(story).aiMessage();
        story.add(reply);
        while (story.size() > 1 + TURNS_REMEMBERED) {
            story.subList(1, 3).clear(); // the oldest line with its reply, below who the character is
        }
        return reply.text();
    }
}
