package dev.constitution.examples;

import dev.constitution.chat.Sampling;
import dev.constitution.live.ConstitutionalChatModel;
import dev.constitution.principles.Constitution;
import dev.constitution.principles.Constitutions;
import dev.constitution.principles.PrincipleSelector;
import dev.constitution.runner.model.ModelSpec;
import dev.constitution.runner.model.ModelTraits;
import dev.constitution.runner.model.Models;
import dev.constitution.shape.PromptShape;
import dev.constitution.stage.CritiqueRevision;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
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
 * A second argument names the model, such as {@code openai:gpt-4o-mini}: the embedded one is no storyteller. The same constitution
 * makes training data of begun stories:
 *
 * <pre>./constitution run --constitution examples/storyteller.yaml --prompts examples/story-prompts.jsonl --out out-stories</pre>
 */
public final class Storyteller {
    private static final String CHARACTER =
            "You are Maren, who has kept the lighthouse of Skarholm for thirty years. You speak slowly and drily,"
                    + " and you tell the story only as Maren.";
    private static final double TEMPERATURE = 0.8;
    private static final int SCENE_TOKENS = 400;

    private final ChatModel model;
    private final int turnsRemembered;
    private final List<ChatMessage> story = new ArrayList<>(List.of(SystemMessage.from(CHARACTER)));

    /**
     * @param turnsRemembered as many as fit in the model's context
     */
    Storyteller(ChatModel model, int turnsRemembered) {
        this.model = model;
        this.turnsRemembered = turnsRemembered;
    }

    public static void main(String... arguments) {
        String name = arguments.length > 1 ? arguments[1] : "local:";
        ModelTraits suited = Models.traits(ModelSpec.parse(name));
        ChatModel model =
                under(Constitutions.load(Path.of(arguments[0])), Models.create(name), suited.shape(), suited.rounds());
        Storyteller maren = new Storyteller(model, name.equals("local:") ? 4 : 40);

        Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
        System.out.print("> ");
        for (String line = next(lines); !line.isBlank(); line = next(lines)) {
            System.out.print(maren.reply(line) + "\n\n> ");
        }
    }

    private static String next(Scanner lines) {
        return lines.hasNextLine() ? lines.nextLine() : "";
    }

    static ChatModel under(Constitution constitution, ChatModel model, PromptShape shape, int rounds) {
        return ConstitutionalChatModel.of(CritiqueRevision.builder()
                .constitution(constitution)
                .model(model)
                .shape(shape)
                // Of revisions; the reply itself is asked for below.
                .sampling(Sampling.MODEL_DEFAULTS.withTemperature(TEMPERATURE).withMaxTokens(SCENE_TOKENS))
                .selector(PrincipleSelector.inOrder()) // the voice first, then the story
                .rounds(rounds)
                .build());
    }

    /** What the character answers; critic and reviser see the story so far, as the model does. */
    String reply(String line) {
        story.add(UserMessage.from(line));
        AiMessage reply = model.chat(ChatRequest.builder()
                        .messages(story)
                        .temperature(TEMPERATURE)
                        .maxOutputTokens(SCENE_TOKENS)
                        .build())
                .aiMessage();
        story.add(reply);
        while (story.size() > 1 + turnsRemembered) {
            story.subList(1, 3).clear(); // the oldest line with its reply, below who the character is
        }
        return reply.text();
    }
}
