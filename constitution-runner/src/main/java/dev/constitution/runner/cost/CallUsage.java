package dev.constitution.runner.cost;

import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LangChainTurn;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What answered calls took.
 *
 * @param estimated how many of the calls the provider did not count the tokens of, so that they are estimated: unknown is
 *     not 0
 */
public record CallUsage(Amount amount, long estimated) {
    static final CallUsage NONE = new CallUsage(Amount.NONE, 0);

    private static final int CHARACTERS_A_TOKEN = 4;

    /** Calls, input and output tokens, input and output characters, and calls with estimated tokens, as an array. */
    public String toJson() {
        return Json.line(new long[] {
            amount.requests(),
            amount.inputTokens(),
            amount.outputTokens(),
            amount.inputCharacters(),
            amount.outputCharacters(),
            estimated
        });
    }

    /** What {@link #toJson} wrote. */
    public static CallUsage fromJson(String json) {
        long[] n = Json.read(json, long[].class);
        return new CallUsage(new Amount(n[0], n[1], 0, n[2], n[3], n[4]), n[5]);
    }

    /** One call's usage, as the provider counted it, or else as estimated from the texts. */
    public static CallUsage of(ChatRequest request, ChatResponse response) {
        String text =
                response.aiMessage().text() == null ? "" : response.aiMessage().text();
        TokenUsage usage = response.tokenUsage();
        Integer input = usage == null ? null : counted(usage.inputTokenCount());
        Integer output = usage == null ? null : counted(usage.outputTokenCount());
        long inputTokens = input == null ? TokenEstimate.of(request.messages()) : input;
        long outputTokens = output == null ? TokenEstimate.of(text) + thoughts(response) : output + hidden(usage);
        Amount amount = new Amount(1, inputTokens, 0, outputTokens, characters(request), text.length());
        return new CallUsage(amount, input == null || output == null ? 1 : 0);
    }

    CallUsage plus(CallUsage other) {
        return new CallUsage(amount.plus(other.amount), estimated + other.estimated);
    }

    /** What a call may take at most, before it is sent. */
    public static Amount reserved(ChatRequest request, long assumedOutputTokens) {
        Integer limit = request.maxOutputTokens();
        long output = limit == null ? assumedOutputTokens : limit;
        return new Amount(
                1, TokenEstimate.of(request.messages()), 0, output, characters(request), output * CHARACTERS_A_TOKEN);
    }

    private static @Nullable Integer counted(@Nullable Integer tokens) {
        return tokens == null || tokens < 0 ? null : tokens;
    }

    /** Tokens of reasoning are paid for as output; some providers count them in the total only. */
    private static long hidden(@Nullable TokenUsage usage) {
        if (usage == null
                || usage.totalTokenCount() == null
                || usage.inputTokenCount() == null
                || usage.outputTokenCount() == null) {
            return 0;
        }
        return Math.max(0, (long) usage.totalTokenCount() - usage.inputTokenCount() - usage.outputTokenCount());
    }

    /** Thoughts are paid for too. */
    private static long thoughts(ChatResponse response) {
        String thoughts = response.aiMessage().thinking();
        return thoughts == null ? 0 : TokenEstimate.of(thoughts);
    }

    private static long characters(ChatRequest request) {
        long characters = 0;
        for (ChatMessage message : request.messages()) {
            characters += LangChainTurn.of(message).content().length();
        }
        return characters;
    }
}
