package dev.constitution.runner.model;

import dev.constitution.chat.Message;
import dev.constitution.runner.wire.PromptSize;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The marks by which Anthropic, and Bedrock, are told what to keep in their cache: unlike others they keep nothing of their own
 * accord, or promise nothing. Writing costs Claude a quarter more than reading the prompt would, and reading it again a tenth, so that
 * one further request pays for it.
 *
 * <p>Marked are the system turn, which rows mostly share, and the turns of which the stage says that other requests begin so
 * far alike. A beginning that is shorter than a model keeps is left without a mark, which would do nothing.
 */
public final class CacheMarks {
    private static final String MARK = "cache_control";

    /** A request with more is refused. */
    private static final int MOST_MARKS = 4;

    private static final Pattern KEEP_FROM_4096 = Pattern.compile("opus-4-[567]|haiku-4|mythos");
    private static final Pattern KEEP_FROM_2048 = Pattern.compile("haiku");

    private CacheMarks() {}

    /** The fewest tokens of a beginning that the model keeps, as Anthropic documents them; the least for other models. */
    private static int fewestTokens(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        if (KEEP_FROM_4096.matcher(name).find()) {
            return 4096;
        }
        return KEEP_FROM_2048.matcher(name).find() ? 2048 : 1024;
    }

    /** The request with its marks, as LangChain4j sends them to Anthropic. */
    public static ChatRequest on(ChatRequest request, String model) {
        int fewest = fewestTokens(model);
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        List<ChatMessage> system = messages.stream()
                .filter(message -> message.type() == ChatMessageType.SYSTEM)
                .toList();
        boolean marksSystem = system.size() == 1 && isKept(system, fewest); // of several each would be marked
        int left = marksSystem ? MOST_MARKS - 1 : MOST_MARKS;
        for (int i = messages.size() - 1; i >= 0 && left > 0; i--) { // the longest beginnings hold the others
            if (Message.endsBeginning(messages.get(i)) && isKept(messages.subList(0, i + 1), fewest)) {
                messages.set(i, marked((UserMessage) messages.get(i)));
                left--;
            }
        }
        return ChatRequest.builder()
                .messages(messages)
                .parameters(
                        marksSystem
                                ? AnthropicChatRequestParameters.builder()
                                        .overrideWith(request.parameters())
                                        .cacheSystemMessages(true)
                                        .build()
                                : request.parameters())
                .build();
    }

    /** Whether what ends with this message is to be kept. */
    public static boolean isOn(UserMessage message) {
        return message.attributes().containsKey(MARK);
    }

    /** Whether a request's system turn is to be kept. */
    public static boolean isOnSystem(ChatRequest request) {
        return request.parameters() instanceof AnthropicChatRequestParameters marked
                && Boolean.TRUE.equals(marked.cacheSystemMessages());
    }

    private static boolean isKept(List<ChatMessage> beginning, int fewestTokens) {
        return PromptSize.tokensAtMost(beginning) >= fewestTokens;
    }

    private static UserMessage marked(UserMessage message) {
        return message.toBuilder().attributes(Map.of(MARK, "ephemeral")).build();
    }
}
