package dev.constitution.local;

import dev.constitution.chat.LogprobMetadata;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** LangChain4j's metadata of a response, with log-probabilities and how much of the prompt was reused. */
public final class LocalChatResponseMetadata extends ChatResponseMetadata implements LogprobMetadata {
    private final int cachedPromptTokens;
    private final List<TokenLogprobs> logprobs;

    private LocalChatResponseMetadata(Builder builder) {
        super(builder);
        this.cachedPromptTokens = builder.cachedPromptTokens;
        this.logprobs = builder.logprobs;
    }

    /** How many of the prompt's tokens an earlier call had evaluated already; they are part of the input token count. */
    public int cachedPromptTokens() {
        return cachedPromptTokens;
    }

    @Override
    public List<TokenLogprobs> logprobs() {
        return logprobs;
    }

    @Override
    public Builder toBuilder() {
        return ((Builder) super.toBuilder(new Builder()))
                .cachedPromptTokens(cachedPromptTokens)
                .logprobs(logprobs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LocalChatResponseMetadata that
                && super.equals(that)
                && cachedPromptTokens == that.cachedPromptTokens
                && logprobs.equals(that.logprobs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), cachedPromptTokens, logprobs);
    }

    /** Builds {@link LocalChatResponseMetadata}. */
    public static final class Builder extends ChatResponseMetadata.Builder<Builder> {
        private int cachedPromptTokens;
        private List<TokenLogprobs> logprobs = List.of();

        Builder() {}

        Builder cachedPromptTokens(int count) {
            this.cachedPromptTokens = count;
            return this;
        }

        public Builder logprobs(List<TokenLogprobs> logprobs) {
            this.logprobs = List.copyOf(logprobs);
            return this;
        }

        @Override
        public LocalChatResponseMetadata build() {
            return new LocalChatResponseMetadata(this);
        }
    }
}
