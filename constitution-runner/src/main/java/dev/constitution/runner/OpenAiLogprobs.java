package dev.constitution.runner;

import dev.constitution.LogprobMetadata;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.LogProb;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's metadata with its log-probabilities in this library's form. Immutable. */
final class OpenAiLogprobs extends ChatResponseMetadata implements LogprobMetadata {
    private final OpenAiChatResponseMetadata original;
    private final List<TokenLogprobs> logprobs;

    private OpenAiLogprobs(OpenAiChatResponseMetadata original, Builder<?> builder) {
        super(builder);
        this.original = original;
        this.logprobs = original.logProbs().stream()
                .map(token -> new TokenLogprobs(token.token(), token.logprob(), candidates(token.topLogprobs())))
                .toList();
    }

    static OpenAiLogprobs of(OpenAiChatResponseMetadata original) {
        return new OpenAiLogprobs(
                original,
                ChatResponseMetadata.builder()
                        .id(original.id())
                        .modelName(original.modelName())
                        .tokenUsage(original.tokenUsage())
                        .finishReason(original.finishReason()));
    }

    private static List<Candidate> candidates(@Nullable List<LogProb> top) {
        return top == null
                ? List.of()
                : top.stream()
                        .map(token -> new Candidate(token.token(), token.logprob()))
                        .toList();
    }

    @Override
    public List<TokenLogprobs> logprobs() {
        return logprobs;
    }

    /** The metadata as LangChain4j gave it, with headers and the raw answer. */
    OpenAiChatResponseMetadata original() {
        return original;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OpenAiLogprobs that && original.equals(that.original);
    }

    @Override
    public int hashCode() {
        return original.hashCode();
    }
}
