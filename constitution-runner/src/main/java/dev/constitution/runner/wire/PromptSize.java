package dev.constitution.runner.wire;

import dev.constitution.chat.Message;
import dev.constitution.runner.base.LangChainTurn;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server can have read all of a prompt: some cut the beginning off what does not fit their context, and answer
 * status 200; only their count of the prompt's tokens tells.
 */
public final class PromptSize {
    /** Text in any language has a token for four or five bytes; twice that is no text that was read whole. */
    private static final int MOST_BYTES_A_TOKEN = 8;

    /** A window is not smaller: a lower count is of what was not cached, or made up. */
    private static final int SMALLEST_WINDOW = 512;

    private static final int BYTES_A_TOKEN = 3;
    private static final long TOKENS_AN_IMAGE = 2000;

    private PromptSize() {}

    /** A count of tokens that a conversation will hardly exceed. */
    public static long tokensAtMost(List<ChatMessage> messages) {
        long images = messages.stream().mapToLong(LangChainTurn::images).sum();
        return bytes(messages) / BYTES_A_TOKEN + 8L * messages.size() + TOKENS_AN_IMAGE * images;
    }

    /**
     * The response, if its prompt can have been read whole.
     *
     * @throws InvalidRequestException saying that the prompt is too long
     */
    static ChatResponse requireRead(ChatRequest request, ChatResponse response) {
        Integer counted = counted(response.tokenUsage());
        if (counted != null && counted >= SMALLEST_WINDOW && bytes(request.messages()) / MOST_BYTES_A_TOKEN > counted) {
            throw new InvalidRequestException("the server read " + counted + " tokens of a prompt of about "
                    + bytes(request.messages()) / 4 + ": the rest is beyond its context window; give it a larger one");
        }
        return response;
    }

    /** With what stands in the provider's cache, which Anthropic counts apart. */
    private static @Nullable Integer counted(@Nullable TokenUsage usage) {
        Integer counted = usage == null ? null : usage.inputTokenCount();
        if (counted == null || !(usage instanceof AnthropicTokenUsage cached)) {
            return counted;
        }
        Integer read = cached.cacheReadInputTokens();
        Integer written = cached.cacheCreationInputTokens();
        return counted + (read == null ? 0 : read) + (written == null ? 0 : written);
    }

    /** Without its images: nobody knows how many tokens a server counts for one. */
    private static String text(ChatMessage message) {
        return LangChainTurn.images(message) > 0
                ? Message.of(message).content()
                : LangChainTurn.of(message).content();
    }

    private static long bytes(List<ChatMessage> messages) {
        long bytes = 0;
        for (ChatMessage message : messages) {
            String text = text(message);
            bytes += text.length();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
