package dev.constitution.chat;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's request parameters with what this library's stages need beside them: a seed, a penalty on repeated tokens,
 * and log-probabilities. Models that know this type honour them; others ignore them, as LangChain4j's own types do.
 *
 * <p>Immutable and thread-safe.
 */
public final class SamplingParameters extends DefaultChatRequestParameters {
    private final @Nullable Long seed;
    private final @Nullable Double repeatPenalty;
    private final @Nullable Integer topLogprobs;

    private SamplingParameters(Builder builder) {
        super(builder);
        this.seed = builder.seed;
        this.repeatPenalty = builder.repeatPenalty;
        this.topLogprobs = builder.topLogprobs;
    }

    /** The seed of the request's sampling; null leaves it to the model. */
    public @Nullable Long seed() {
        return seed;
    }

    /** How strongly recent tokens are discouraged: 1 is not at all; null leaves it to the model. */
    public @Nullable Double repeatPenalty() {
        return repeatPenalty;
    }

    /**
     * How many of the likeliest tokens to report at each place of the answer, see {@link LogprobMetadata}; null or 0
     * reports none.
     */
    public @Nullable Integer topLogprobs() {
        return topLogprobs;
    }

    @Override
    public SamplingParameters overrideWith(ChatRequestParameters that) {
        return builder().overrideWith(this).overrideWith(that).build();
    }

    @Override
    public SamplingParameters defaultedBy(ChatRequestParameters that) {
        return builder().overrideWith(that).overrideWith(this).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SamplingParameters that
                && super.equals(that)
                && Objects.equals(seed, that.seed)
                && Objects.equals(repeatPenalty, that.repeatPenalty)
                && Objects.equals(topLogprobs, that.topLogprobs);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Objects.hash(seed, repeatPenalty, topLogprobs);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link SamplingParameters}; what is not set is left to the model. */
    public static final class Builder extends DefaultChatRequestParameters.Builder<Builder> {
        private @Nullable Long seed;
        private @Nullable Double repeatPenalty;
        private @Nullable Integer topLogprobs;

        private Builder() {}

        public Builder seed(@Nullable Long seed) {
            this.seed = seed;
            return this;
        }

        public Builder repeatPenalty(@Nullable Double repeatPenalty) {
            if (repeatPenalty != null && !(repeatPenalty > 0)) {
                throw new IllegalArgumentException("repeatPenalty must be above 0, got " + repeatPenalty);
            }
            this.repeatPenalty = repeatPenalty;
            return this;
        }

        public Builder topLogprobs(@Nullable Integer topLogprobs) {
            if (topLogprobs != null && topLogprobs < 0) {
                throw new IllegalArgumentException("topLogprobs must be 0 or more, got " + topLogprobs);
            }
            this.topLogprobs = topLogprobs;
            return this;
        }

        @Override
        public Builder overrideWith(ChatRequestParameters that) {
            super.overrideWith(that);
            if (that instanceof SamplingParameters sampling) {
                seed = sampling.seed != null ? sampling.seed : seed;
                repeatPenalty = sampling.repeatPenalty != null ? sampling.repeatPenalty : repeatPenalty;
                topLogprobs = sampling.topLogprobs != null ? sampling.topLogprobs : topLogprobs;
            }
            return this;
        }

        @Override
        public SamplingParameters build() {
            return new SamplingParameters(this);
        }
    }
}
