package dev.constitution.runner.cost;

import dev.constitution.chat.Tool;
import dev.constitution.runner.base.Json;
import dev.constitution.runner.base.LangChainTurn;
import dev.constitution.runner.base.ToolsJson;
import dev.constitution.runner.wire.BodyTexts;
import dev.constitution.runner.wire.RawAnswer;
import dev.constitution.runner.wire.TokenCounts;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;

/**
 * What answered calls took.
 *
 * @param estimated how many of the calls the provider did not count the tokens of, so that they are estimated: unknown is
 *     not 0
 * @param batched what of the amount was answered in batches, which have prices of their own
 */
public record CallUsage(Amount amount, long estimated, Amount batched) {
    /** Of an answer that another run has paid for, and of one that says that it is none, but an error. */
    public static final CallUsage NONE = new CallUsage(Amount.NONE, 0);

    /** The numbers of the array that older versions wrote. */
    private static final int WITHOUT_CACHE = 6;

    /** The numbers of the array of a call that was made by itself; that of one in a batch has one more. */
    public static final int NUMBERS = 8;

    private static final int CHARACTERS_A_TOKEN = 4;

    /** What calls took that were made one by one. */
    public CallUsage(Amount amount, long estimated) {
        this(amount, estimated, Amount.NONE);
    }

    /** The same for what was answered in batches. */
    public CallUsage inBatches() {
        return new CallUsage(amount, estimated, amount);
    }

    /**
     * What one call took, as an array: calls, input and output tokens, input and output characters, calls with estimated tokens,
     * tokens read from a cache and written to it; behind them a 1 where the call was answered in a batch.
     */
    public String toJson() {
        return "[" + amount.requests()
                + "," + amount.inputTokens()
                + "," + amount.outputTokens()
                + "," + amount.inputCharacters()
                + "," + amount.outputCharacters()
                + "," + estimated
                + "," + amount.cachedTokens()
                + "," + amount.cacheWriteTokens()
                + (batched.equals(Amount.NONE) ? "]" : ",1]");
    }

    /** What {@link #toJson} wrote. */
    public static CallUsage fromJson(String json) {
        return of(Json.read(json, long[].class));
    }

    /** The sum of what {@link #toJson} wrote, by place in the array. */
    public static CallUsage of(long[] n) {
        boolean hasCache = n.length > WITHOUT_CACHE;
        CallUsage usage =
                new CallUsage(new Amount(n[0], n[1], hasCache ? n[6] : 0, n[2], n[3], n[4], hasCache ? n[7] : 0), n[5]);
        return n.length > NUMBERS ? usage.inBatches() : usage;
    }

    /**
     * What an answer took, as the provider counted it, or else as estimated from the texts: of every answer that arrived,
     * whatever becomes of it. It never fails.
     */
    public static CallUsage of(ChatRequest request, RawAnswer answer) {
        TokenCounts counts = TokenCounts.in(answer);
        if (counts.input() != null && counts.output() != null) {
            return counted(request, answer, counts, counts.input(), counts.output());
        }
        return estimated(request, answer, counts);
    }

    private static CallUsage counted(
            ChatRequest request, RawAnswer answer, TokenCounts counts, long input, long output) {
        Amount amount = new Amount(
                1,
                input,
                counts.cached(),
                output,
                characters(request),
                BodyTexts.characters(answer),
                counts.cacheWrites());
        return new CallUsage(amount, 0);
    }

    private static CallUsage estimated(ChatRequest request, RawAnswer answer, TokenCounts counts) {
        BodyTexts texts = BodyTexts.in(answer);
        boolean isSilent = texts.text().isEmpty() && texts.thoughts().isEmpty();
        if (isSilent && counts.equals(TokenCounts.NONE) && BodyTexts.isError(answer)) {
            return NONE;
        }
        Long input = counts.input();
        Long output = counts.output();
        Amount amount = new Amount(
                1,
                input == null ? TokenEstimate.of(request) : input,
                counts.cached(),
                output == null ? TokenEstimate.of(texts.text()) + TokenEstimate.of(texts.thoughts()) : output,
                characters(request),
                texts.text().length(),
                counts.cacheWrites());
        return new CallUsage(amount, 1);
    }

    /**
     * What an answer took whose request is not known any more, as the provider counted it, or else as estimated.
     *
     * @param inputTokens what such a request has where the answer does not say
     * @param inputCharacters the same in characters
     */
    public static CallUsage again(RawAnswer answer, long inputTokens, long inputCharacters) {
        TokenCounts counts = TokenCounts.in(answer);
        BodyTexts texts = BodyTexts.in(answer);
        boolean isCounted = counts.input() != null && counts.output() != null;
        long input =
                counts.input() == null ? Math.max(inputTokens, counts.cached() + counts.cacheWrites()) : counts.input();
        long output = counts.output() == null
                ? TokenEstimate.of(texts.text()) + TokenEstimate.of(texts.thoughts())
                : counts.output();
        Amount amount = new Amount(
                1, input, counts.cached(), output, inputCharacters, texts.text().length(), counts.cacheWrites());
        return new CallUsage(amount, isCounted ? 0 : 1);
    }

    public CallUsage plus(CallUsage other) {
        return new CallUsage(amount.plus(other.amount), estimated + other.estimated, batched.plus(other.batched));
    }

    /** What a call is expected to take, before it is sent, if its answer has so many tokens. */
    public static Amount expected(ChatRequest request, long outputTokens) {
        return new Amount(
                1, TokenEstimate.of(request), 0, outputTokens, characters(request), outputTokens * CHARACTERS_A_TOKEN);
    }

    private static long characters(ChatRequest request) {
        long characters = 0;
        for (ChatMessage message : request.messages()) {
            characters += LangChainTurn.of(message).content().length();
        }
        for (ToolSpecification tool : ToolsJson.in(request)) {
            characters += Tool.definitionOf(tool).length();
        }
        return characters;
    }
}
