package dev.constitution.runner.wire;

import dev.constitution.chat.LogprobMetadata;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer in OpenAI's form, or one from the store, says beside its text. Immutable. */
public final class ChatCompletionMetadata extends ChatResponseMetadata implements LogprobMetadata {
    private final List<TokenLogprobs> logprobs;

    private ChatCompletionMetadata(Builder builder) {
        super(builder);
        this.logprobs = List.copyOf(builder.logprobs);
    }

    @Override
    public List<TokenLogprobs> logprobs() {
        return logprobs;
    }

    @Override
    public Builder toBuilder() {
        return toBuilder(new Builder()).logprobs(logprobs);
    }

    private Builder toBuilder(Builder builder) {
        super.toBuilder(builder);
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChatCompletionMetadata that && super.equals(that) && logprobs.equals(that.logprobs);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + logprobs.hashCode();
    }

    /** Builds {@link ChatCompletionMetadata}. */
    public static final class Builder extends ChatResponseMetadata.Builder<Builder> {
        private List<TokenLogprobs> logprobs = List.of();

        public Builder logprobs(List<TokenLogprobs> tokens) {
            this.logprobs = tokens;
            return this;
        }

        @Override
        public ChatCompletionMetadata build() {
            return new ChatCompletionMetadata(this);
        }
    }
}
